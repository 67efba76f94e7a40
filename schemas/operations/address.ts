/** What an operation is given, of whatever operation. */
export interface AnyInput {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/** The method and address of a call, relative to where the connector is: `v1/…`. */
export function addressOf(
  route: string,
  { params = {}, query = {} }: AnyInput,
): { method: string; address: string } {
  const [method = '', path = ''] = route.split(' ');
  const filled = path
    .slice(1)
    .replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, String(value)] as [string, string]],
    ),
  ).toString();
  return { method, address: search ? `${filled}?${search}` : filled };
}
