import { expect, it } from 'vitest';
import { trustOf } from '../../../../infra/local/trust.ts';

const issuer = 'https://id.example.org/realms/bureau';

it.each(['0.0.0.0', '::', '192.0.2.7'])('without an issuer nobody listens at %s', async (bind) => {
  await expect(trustOf({ BIND_ADDRESS: bind })).rejects.toThrow('Set TOKEN_ISSUER');
});

it.each(['127.0.0.1', '127.0.0.2', '::1'])(
  'without an issuer the persons of this machine are shown at %s',
  async (bind) => {
    expect(await trustOf({ BIND_ADDRESS: bind })).toMatchObject({
      tokenIssuer: '/oidc',
      issuer: expect.anything(),
    });
  },
);

it('with an issuer it listens anywhere, and the persons of this machine are gone', async () => {
  const trust = await trustOf({ BIND_ADDRESS: '0.0.0.0', TOKEN_ISSUER: issuer });
  expect(trust).toMatchObject({ tokenIssuer: issuer, consoleClient: 'credit-connector-console' });
  expect(trust.issuer).toBeUndefined();
});

it('an issuer without TLS is refused, unless it is on this machine', async () => {
  await expect(trustOf({ TOKEN_ISSUER: 'http://id.example.org' })).rejects.toThrow('with TLS');
  await expect(trustOf({ TOKEN_ISSUER: 'bureau' })).rejects.toThrow('with TLS');
  expect((await trustOf({ TOKEN_ISSUER: 'http://127.0.0.1:9' })).issuer).toBeUndefined();
});

it('an address to listen at is an IP address', async () => {
  await expect(trustOf({ BIND_ADDRESS: 'everywhere', TOKEN_ISSUER: issuer })).rejects.toThrow('BIND_ADDRESS');
});
