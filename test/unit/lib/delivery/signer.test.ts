import { createHash } from 'node:crypto';
import { sm2 } from 'sm-crypto-v2';
import { describe, expect, it } from 'vitest';
import { createSigner, signedText } from '../../../../lib/delivery/index.ts';

/** GB/T 32918.5 annex A: the recommended curve's signature example. */
const example = {
  privateKey: '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8',
  publicKey:
    '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
  signature:
    'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
};

describe('SM2 over SM3', () => {
  const { privateKey, publicKey } = example;
  const signer = createSigner({ kind: 'sm2', privateKey, publicKey, userId: '1234567812345678' });

  it('verifies the example of the standard', () => {
    const signature = Buffer.from(example.signature, 'hex').toString('base64');
    expect(signer.verify('message digest', signature)).toBe(true);
  });

  it('derives the public key of the example', () => {
    expect(sm2.getPublicKeyFromPrivateKey(privateKey)).toBe(publicKey);
  });

  it('signs in 64 bytes what it verifies, and nothing else', () => {
    const signature = signer.sign('一段文字');
    expect(Buffer.from(signature, 'base64')).toHaveLength(64);
    expect(signer.verify('一段文字', signature)).toBe(true);
    expect(signer.verify('一段文宇', signature)).toBe(false);
  });

  it('depends on the user id of GM/T 0009', () => {
    const other = createSigner({ kind: 'sm2', privateKey, publicKey, userId: 'another' });
    expect(other.verify('text', signer.sign('text'))).toBe(false);
  });
});

describe('SM3', () => {
  const sm3 = (text: string): string => createHash('sm3').update(text).digest('hex');

  it('gives the digests of the standard (GB/T 32905)', () => {
    expect(sm3('abc')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0');
    expect(sm3('abcd'.repeat(16))).toBe('debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732');
  });

  it('signs by HMAC with a shared key', () => {
    const signer = createSigner({ kind: 'hmac-sm3', key: '00'.repeat(32) });
    expect(signer.verify('text', signer.sign('text'))).toBe(true);
    expect(signer.verify('texts', signer.sign('text'))).toBe(false);
  });
});

it('signs the parameters sorted, without cainfo, input and empty ones', () => {
  expect(signedText({ msgid: '2', infno: 'S101', cainfo: 'x', input: {}, dev_no: '' })).toBe(
    'infno=S101&msgid=2',
  );
});
