import { createHash } from 'node:crypto';
import type { HttpAnswer, HttpRequest } from '../../lib/runtime/http-handler.ts';
import type { PageSettings } from './page-settings.ts';

export interface Page {
  readonly bytes: Uint8Array;
  readonly etag: string;
  readonly policy: string;
}

/** The page with the settings of this deployment, as the browser gets it. */
export function makePage(template: string, settings: PageSettings): Page {
  const { uploads, ...signIn } = settings;
  const named = Object.entries(signIn).map(([name, value]) => [`sign-in-${name}`, value] as const);
  const tags = [...named, ['uploads', uploads] as const]
    .map(([name, value]) => `<meta name="${name}" content="${escaped(value)}">`)
    .join('\n');
  const bytes = new TextEncoder().encode(template.replace('<!-- settings -->', () => tags));
  const digest = createHash('sha256').update(bytes).digest('base64url');
  return { bytes, etag: `"${digest}"`, policy: policyFor(settings) };
}

/** What the page may load and ask: this host alone, and the issuer of tokens and the bucket where they are others. */
function policyFor({ issuer, uploads }: PageSettings): string {
  const others = [issuer, uploads].filter((address) => URL.canParse(address));
  const asked = ["'self'", ...others.map((address) => new URL(address).origin)];
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src ${asked.join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);

/** The page; 304 when the browser has it already. */
export const showPage = (
  { bytes, etag, policy }: Page,
  request: Pick<HttpRequest, 'headers'>,
): HttpAnswer => {
  const headers = {
    ...safeHeaders,
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    'x-frame-options': 'DENY',
    'cache-control': 'no-cache',
    etag,
  };
  const known = (request.headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim());
  return known.includes(etag)
    ? { status: 304, headers, body: new Uint8Array() }
    : { status: 200, headers, body: bytes };
};

export const safeHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const;
