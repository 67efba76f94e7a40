import { createPublicKey, verify } from 'node:crypto';
import { sm2 } from 'sm-crypto-v2';

/** A public key (SPKI) and a signature, both base64. */
export interface Signed {
  readonly publicKey: string;
  readonly signature: string;
}

/**
 * Whether a signature of a text is right, by the algorithm of its key: ECDSA on P-256 with SHA-256 (what the connector signs
 * with), Ed25519 (RFC 8032), or SM2 with SM3 (GB/T 32918.2, user id of GM/T 0009). ECDSA and SM2 signatures are DER. Any
 * other key is refused.
 */
export function isSignature(text: string, { publicKey, signature }: Signed): boolean {
  if (!isBase64(signature) || !isBase64(publicKey)) return false;
  const [key, said] = [Buffer.from(publicKey, 'base64'), Buffer.from(signature, 'base64')];
  try {
    return isSm2Key(key) ? isSm2(text, key, said) : isOfNode(text, key, said);
  } catch {
    return false;
  }
}

function isOfNode(text: string, spki: Buffer, signature: Buffer): boolean {
  const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  const isP256 = key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
  if (isP256) return verify('sha256', Buffer.from(text), key, signature);
  return key.asymmetricKeyType === 'ed25519' && verify(null, Buffer.from(text), key, signature);
}

/** SPKI of an uncompressed point on the curve of SM2 (1.2.156.10197.1.301), before the point. */
const sm2Prefix = Buffer.from('3059301306072a8648ce3d020106082a811ccf5501822d034200', 'hex');
const pointBytes = 65;
const sm2UserId = '1234567812345678';

const isSm2Key = (spki: Buffer): boolean =>
  spki.length === sm2Prefix.length + pointBytes && spki.subarray(0, sm2Prefix.length).equals(sm2Prefix);

/** OpenSSL checks another user id without a word, so that its own SM2 is of no use here. */
function isSm2(text: string, spki: Buffer, signature: Buffer): boolean {
  const point = spki.subarray(sm2Prefix.length).toString('hex');
  const options = { der: true, hash: true, publicKey: point, userId: sm2UserId };
  return sm2.doVerifySignature(new TextEncoder().encode(text), signature.toString('hex'), point, options);
}

/** Only canonical base64: with other unused bits, another last character would decode to the same bytes. */
const isBase64 = (text: string): boolean => Buffer.from(text, 'base64').toString('base64') === text;
