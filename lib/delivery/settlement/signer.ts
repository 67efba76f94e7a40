import { createHmac, timingSafeEqual } from 'node:crypto';
import { sm2 } from 'sm-crypto-v2';
import * as z from 'zod';

/** Signing algorithm and keys. Keys are hexadecimal. `userId` defaults to the value of GM/T 0009. */
export const signingSettings = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('sm2'),
    privateKey: z.string().regex(/^[0-9a-f]{64}$/i),
    publicKey: z.string().regex(/^04[0-9a-f]{128}$/i),
    userId: z.string().default('1234567812345678'),
  }),
  z.strictObject({ kind: z.literal('hmac-sm3'), key: z.string().regex(/^([0-9a-f]{2}){16,}$/i) }),
  z.strictObject({ kind: z.literal('none') }),
]);
export type SigningSettings = z.infer<typeof signingSettings>;

/** Signs and verifies a text. The signature is base64; for SM2 it is r‖s (64 bytes). */
export interface Signer {
  /** The value of the field `signtype`. */
  readonly type: string;
  sign(text: string): string;
  verify(text: string, signature: string): boolean;
}

/** SM2 with SM3 (GB/T 32918.2, GM/T 0009), HMAC with SM3, or none. */
export function createSigner(settings: SigningSettings): Signer {
  switch (settings.kind) {
    case 'sm2':
      return sm2Signer(settings);
    case 'hmac-sm3': {
      const key = Buffer.from(settings.key, 'hex');
      const sign = (text: string): string => createHmac('sm3', key).update(text, 'utf8').digest('base64');
      return {
        type: 'SM3',
        sign,
        verify: (text, signature) => isSame(Buffer.from(sign(text)), Buffer.from(signature)),
      };
    }
    case 'none':
      return { type: '', sign: () => '', verify: (_text, signature) => signature === '' };
  }
}

function sm2Signer({ privateKey, publicKey, userId }: Extract<SigningSettings, { kind: 'sm2' }>): Signer {
  const options = { hash: true, publicKey, userId };
  const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
  return {
    type: 'SM2',
    sign: (text) =>
      Buffer.from(sm2.doSignature(bytesOf(text), privateKey, options), 'hex').toString('base64'),
    verify(text, signature) {
      const hex = Buffer.from(signature, 'base64').toString('hex');
      return hex.length === 128 && sm2.doVerifySignature(bytesOf(text), hex, publicKey, options);
    },
  };
}

const isSame = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);
