import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { sm2 } from 'sm-crypto-v2';
import { describe, expect, it } from 'vitest';
import { isSignature } from '../../../../lib/ledger/signature.ts';

const text = '{"at":"2026-07-01T00:00:00.000Z","hash":"ab","n":1}';
const spkiOf = (key: KeyObject): string => key.export({ format: 'der', type: 'spki' }).toString('base64');

function byNode(type: 'p256' | 'p384' | 'ed25519' | 'rsa') {
  const { publicKey, privateKey } =
    type === 'ed25519'
      ? generateKeyPairSync('ed25519')
      : type === 'rsa'
        ? generateKeyPairSync('rsa', { modulusLength: 2048 })
        : generateKeyPairSync('ec', { namedCurve: type === 'p256' ? 'prime256v1' : 'secp384r1' });
  const how = type === 'ed25519' ? null : 'sha256';
  return {
    publicKey: spkiOf(publicKey),
    signature: sign(how, Buffer.from(text), privateKey).toString('base64'),
  };
}

function bySm2(userId: string) {
  const { privateKey, publicKey } = sm2.generateKeyPairHex();
  const options = { der: true, hash: true, publicKey, userId };
  const prefix = '3059301306072a8648ce3d020106082a811ccf5501822d034200';
  return {
    publicKey: Buffer.from(prefix + publicKey, 'hex').toString('base64'),
    signature: Buffer.from(
      sm2.doSignature(new TextEncoder().encode(text), privateKey, options),
      'hex',
    ).toString('base64'),
  };
}

describe('a signature of the ledger', () => {
  it.each([
    ['ECDSA on P-256', byNode('p256')],
    ['Ed25519', byNode('ed25519')],
    ['SM2 with SM3', bySm2('1234567812345678')],
  ])('by %s is taken, and not of another text or with another byte', (_name, signed) => {
    expect(isSignature(text, signed)).toBe(true);
    expect(isSignature(`${text} `, signed)).toBe(false);
    const bytes = Buffer.from(signed.signature, 'base64');
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    expect(isSignature(text, { ...signed, signature: bytes.toString('base64') })).toBe(false);
    expect(isSignature(text, { ...signed, signature: '' })).toBe(false);
  });

  it.each([
    ['a curve that is not agreed', byNode('p384')],
    ['RSA', byNode('rsa')],
    ['SM2 with another user id', bySm2('ALICE123@YAHOO.COM')],
    ['no key', { publicKey: 'AAAA', signature: 'AAAA' }],
    ['text that is no base64', { publicKey: '?', signature: '?' }],
  ])('by %s is not taken', (_name, signed) => {
    expect(isSignature(text, signed)).toBe(false);
  });
});
