import type * as z from 'zod';
import type { Runtime } from '../../runtime/runtime.ts';
import { Fault } from '../../shared/fault.ts';

/** A setting in JSON. @throws Fault `setting-missing` */
export const parsedSetting = <Schema extends z.ZodType>(
  { env }: Pick<Runtime, 'env'>,
  name: string,
  { schema, otherwise = '{}' }: { schema: Schema; otherwise?: string },
): z.infer<Schema> => parsedJson(name, env[name] || otherwise, schema);

/**
 * @throws Fault `setting-missing` that names the faulty field. The value is not repeated, because it may be a secret.
 */
export function parsedJson<Schema extends z.ZodType>(
  name: string,
  json: string,
  schema: Schema,
): z.infer<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw notUnderstood(name, 'it is not JSON');
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path, code }) => `${path.join('.') || 'the whole'} (${code})`);
  throw notUnderstood(name, fields.join(', '));
}

const notUnderstood = (name: string, why: string): Fault =>
  new Fault('setting-missing', `${name} is not understood: ${why}.`, { retryable: false });
