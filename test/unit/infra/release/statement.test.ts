import { createHash, generateKeyPairSync, verify } from 'node:crypto';
import { expect, it } from 'vitest';
import { envelopeOf, statementOf } from '../../../../infra/release/statement.ts';

const sha256 = createHash('sha256').update('archive').digest('hex');
const statement = statementOf({
  archive: 'credit-connector-1.tar.gz',
  sha256,
  version: '1',
  commit: 'c0ffee',
  materials: [{ name: 'package-lock.json', sha256 }],
});
const pemOf = (key: { export(options: object): string | Buffer }): string =>
  key.export({ format: 'pem', type: 'pkcs8' }).toString();

it('a statement names the archive, the commit and what it was built from', () => {
  expect(JSON.parse(statement)).toMatchObject({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'credit-connector-1.tar.gz', digest: { sha256 } }],
    predicate: {
      buildDefinition: {
        resolvedDependencies: [
          { name: 'source', digest: { gitCommit: 'c0ffee' } },
          { name: 'package-lock.json', digest: { sha256 } },
        ],
      },
    },
  });
});

it('an envelope is signed over its type and its payload', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { payload, payloadType, signatures } = JSON.parse(envelopeOf(statement, pemOf(privateKey)));
  const body = Buffer.from(payload, 'base64');
  expect(body.toString()).toBe(statement);
  const signed = `DSSEv1 ${payloadType.length} ${payloadType} ${body.length} ${body}`;
  expect(verify(null, Buffer.from(signed), publicKey, Buffer.from(signatures[0].sig, 'base64'))).toBe(true);
});

it('without a key it has no signature', () => {
  expect(JSON.parse(envelopeOf(statement, undefined)).signatures).toEqual([]);
});

it('a key of another kind is refused', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  expect(() => envelopeOf(statement, pemOf(privateKey))).toThrow('Ed25519');
});
