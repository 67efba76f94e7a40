/** With whom officers sign in, as the page says (`functions/serve-console/`). */
export interface SignInSettings {
  readonly issuer: URL;
  readonly client: string;
  readonly scope: string;
}

const said = (name: string): string =>
  document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';

/** The issuer may be a path of this host. */
export const readSettings = (): SignInSettings => ({
  issuer: new URL(said('sign-in-issuer'), location.origin),
  client: said('sign-in-client'),
  scope: said('sign-in-scope'),
});

/** Where a signed upload goes: to the bucket, or through this host where the page may ask no other. */
export function uploadAddress(signed: string): string {
  const { pathname, search } = new URL(signed);
  return said('uploads') ? signed : new URL(`${pathname}${search}`, location.origin).href;
}

/** Where the issuer sends the person back to. */
export const backAddress = (): string => new URL('console', location.origin).href;
