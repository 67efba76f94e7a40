import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { readAssets, showAsset } from '../../../../functions/serve-console/assets.ts';
import { makePage, showPage } from '../../../../functions/serve-console/page.ts';
import { pageSettings } from '../../../../functions/serve-console/page-settings.ts';

const template = '<head><!-- settings --></head>';
const settings = {
  issuer: 'https://id.example/realm',
  client: 'console',
  scope: 'openid runs:read',
  uploads: '',
};
const page = makePage(template, settings);
const show = (headers: Record<string, string> = {}) => showPage(page, { headers });

describe('the page', () => {
  it('may load from this host alone, ask it and the issuer alone, and be framed by nobody', () => {
    const { headers = {} } = show();
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' https://id.example; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'cache-control': 'no-cache',
    });
  });

  it('asks this host alone where the issuer is a path of it', () => {
    const { policy } = makePage(template, { ...settings, issuer: '/oidc' });
    expect(policy).toContain("connect-src 'self';");
  });

  it('may also ask the bucket where that takes uploads, and says so to its script', () => {
    const { policy, bytes } = makePage(template, { ...settings, uploads: 'https://feeds.s3.example' });
    expect(policy).toContain("connect-src 'self' https://id.example https://feeds.s3.example;");
    expect(new TextDecoder().decode(bytes)).toContain(
      '<meta name="uploads" content="https://feeds.s3.example">',
    );
  });

  it('is not sent again to a browser that has it', () => {
    const { headers = {}, status } = show();
    expect(status).toBe(200);
    expect(show({ 'if-none-match': `"other", ${headers['etag']}` }).status).toBe(304);
    expect(show({ 'if-none-match': '"other"' }).status).toBe(200);
    expect(makePage(template, { ...settings, client: 'another' }).etag).not.toBe(page.etag);
  });

  it('carries settings as text, whatever they contain', () => {
    const { bytes } = makePage(template, { ...settings, client: '"><script>$&' });
    expect(new TextDecoder().decode(bytes)).not.toContain('<script>');
  });
});

it('every scope of the connector is asked for, and the issuer gives each person theirs', () => {
  const { scope, client, issuer } = pageSettings({ env: { TOKEN_ISSUER: 'https://id.example' } });
  expect(scope.split(' ')).toEqual(expect.arrayContaining(['openid', 'review:write', 'feeds:write:court']));
  expect([client, issuer]).toEqual(['credit-connector-console', 'https://id.example']);
});

describe('a script', () => {
  const folder = mkdtempSync(join(tmpdir(), 'assets-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'console-1.js'), 'plain');
  writeFileSync(join(folder, 'console-1.js.gz'), gzipSync('plain'));
  writeFileSync(join(folder, 'page.html'), template);
  const assets = readAssets(folder);
  const ask = (asset: string, headers: Record<string, string> = {}) =>
    showAsset(assets, { params: { asset }, headers });

  it('is kept for ever, packed for who takes that', () => {
    const packed = ask('console-1.js', { 'accept-encoding': 'deflate, gzip' });
    expect(packed.headers).toMatchObject({
      'content-encoding': 'gzip',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'text/javascript; charset=utf-8',
    });
    expect(ask('console-1.js').headers).not.toHaveProperty('content-encoding');
    expect(new TextDecoder().decode(ask('console-1.js').body as Uint8Array)).toBe('plain');
  });

  it.each(['console-2.js', 'page.html', 'console-1.js.gz', '../page.html', ''])('%s is not there', (name) => {
    expect(() => ask(name)).toThrow(expect.objectContaining({ status: 404 }));
  });
});
