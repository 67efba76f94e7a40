/** What a run of the tests of the clients has started, as the tests and the programs of the READMEs find it. */
export interface Place {
  readonly CONNECTOR_URL: string;
  readonly TOKEN_URL: string;
  readonly CLIENT_ID: string;
  readonly CLIENT_SECRET: string;
  /** Scopes of an agency that sends, asks and audits. */
  readonly TOKEN: string;
  /** SHA-256 of the public key of the ledger. */
  readonly LEDGER_KEY: string;
  /** A pharmacy that has a grade, and its record in the directory. */
  readonly PHARMACY: string;
  readonly RECORD: string;
  /** A folder with `p256.ndjson`, `sm2.ndjson` and `ed25519.ndjson`: small ledgers, and `keys.json`, their fingerprints. */
  readonly LEDGERS: string;
  /** A folder in which the packed client is installed. */
  readonly INSTALLED: string;
  /** A file of penalties that the connector knows already. */
  readonly FEED_FILE: string;
}

/** @throws Error outside `npm run test:clients` */
export function placeOf(env: Readonly<Record<string, string | undefined>>): Place {
  if (!env['CONNECTOR_URL'] || !env['LEDGERS']) throw new Error('Run these tests by npm run test:clients.');
  return env as unknown as Place;
}
