import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';

/** Where an archive comes from: an in-toto statement with SLSA's provenance (https://slsa.dev/spec/v1.0/provenance). */
export interface Origin {
  readonly archive: string;
  readonly sha256: string;
  readonly version: string;
  readonly commit: string;
  readonly materials: readonly {
    readonly name: string;
    readonly sha256?: string;
    readonly sha512?: string;
  }[];
}

export const statementOf = ({ archive, sha256, version, commit, materials }: Origin): string =>
  JSON.stringify({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: archive, digest: { sha256 } }],
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: {
        buildType: 'urn:credit-connector:release:v1',
        externalParameters: { version },
        resolvedDependencies: [
          { name: 'source', digest: { gitCommit: commit } },
          ...materials.map(({ name, ...digest }) => ({ name, digest })),
        ],
      },
      runDetails: { builder: { id: 'urn:credit-connector:npm-run-release' } },
    },
  });

const payloadType = 'application/vnd.in-toto+json';

/** The bytes that are signed (DSSE 1.0). */
function signedBytes(payload: Buffer): Buffer {
  const head = `DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `;
  return Buffer.concat([Buffer.from(head), payload]);
}

/** Key id: the SHA-256 of the public key (SubjectPublicKeyInfo). */
const keyIdOf = (key: KeyObject): string =>
  createHash('sha256')
    .update(createPublicKey(key).export({ format: 'der', type: 'spki' }))
    .digest('hex');

/**
 * The statement in its envelope. Without a key it has no signature.
 * @param pem a private Ed25519 key (PKCS 8)
 * @throws Error for a key of another kind
 */
export function envelopeOf(statement: string, pem: string | undefined): string {
  const payload = Buffer.from(statement);
  const key = pem === undefined ? undefined : createPrivateKey(pem);
  if (key && key.asymmetricKeyType !== 'ed25519')
    throw new Error('RELEASE_KEY must name a file with an Ed25519 key');
  const signatures = key
    ? [{ keyid: keyIdOf(key), sig: sign(null, signedBytes(payload), key).toString('base64') }]
    : [];
  return `${JSON.stringify({ payloadType, payload: payload.toString('base64'), signatures })}\n`;
}
