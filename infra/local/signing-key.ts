import { sm2 } from 'sm-crypto-v2';

/** An SM2 key pair (GB/T 32918), hexadecimal. */
export const generateSigningKey = (): { privateKey: string; publicKey: string } => sm2.generateKeyPairHex();
