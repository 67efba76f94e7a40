import { createHash } from 'node:crypto';
import type { PullSource } from '../../lib/application/settings/pull-settings.ts';

/**
 * Headers that authenticate a request to an endpoint. A signature is valid for this request only (docs/formats.md 13).
 */
export function authorizationHeaders(
  auth: PullSource['auth'],
  token: string,
  { now, nonce }: { now: Date; nonce: string },
): Record<string, string> {
  if (auth.kind === 'none') return {};
  if (auth.kind === 'bearer') return { authorization: `Bearer ${token}` };
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const signature = createHash('sha256').update(`${timestamp}${token}${nonce}${timestamp}`).digest('hex');
  return {
    'x-tif-paasid': auth.paasid,
    'x-tif-timestamp': timestamp,
    'x-tif-nonce': nonce,
    'x-tif-signature': signature.toUpperCase(),
  };
}
