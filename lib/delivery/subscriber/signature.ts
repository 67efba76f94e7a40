import { createHmac } from 'node:crypto';

/**
 * An event as Standard Webhooks send it (https://www.standardwebhooks.com).
 */
interface SignedEvent {
  /** Equal for every attempt of one event. Subscribers know a repetition by it. */
  readonly id: string;
  /** Exactly as it is sent. */
  readonly body: string;
}

const prefix = 'whsec_';
/** The specification asks for 24 to 64. */
export const secretBytes = 32;

/** A secret as subscribers keep it. */
export const newSecret = (bytes: Uint8Array): string => `${prefix}${Buffer.from(bytes).toString('base64')}`;

/** The headers of an attempt. Each secret signs; a subscriber accepts the event if one signature is right. */
export function signedHeaders(
  { id, body }: SignedEvent,
  secrets: readonly string[],
  now: Date,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const signed = `${id}.${timestamp}.${body}`;
  return {
    'content-type': 'application/json; charset=utf-8',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': secrets.map((secret) => `v1,${signatureOf(signed, secret)}`).join(' '),
  };
}

const signatureOf = (signed: string, secret: string): string =>
  createHmac('sha256', Buffer.from(secret.slice(prefix.length), 'base64'))
    .update(signed)
    .digest('base64');
