import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { errorAnswer, httpResponse } from './answers.ts';

/** Failures of writes between the SDK and the engine. */
export interface Trouble {
  /**
   * First attempts take effect and are answered with status 500. With `ofWrite`, all attempts of one write, counted from
   * 1, and of no other.
   */
  loseAnswers(options?: { ofWrite?: number }): void;
  /** The next first attempt has no effect and is answered with status 500. Before that, another writer writes. */
  failAfter(meanwhile: () => Promise<unknown>): void;
  end(): void;
  /** Attempts that failed. */
  readonly count: () => number;
}

interface Write {
  /** Equal for all attempts of one write. */
  readonly id: string;
  readonly attempt: number;
}

/**
 * Wraps the HTTP handler of a client of a real engine. It is below the SDK's retry, which `aws-sdk-client-mock` would
 * replace: the tests ask what a conditional write does at its second attempt.
 */
export function inTrouble(client: DynamoDBClient): Trouble {
  const handler = client.config.requestHandler;
  const handle = handler.handle.bind(handler);
  let losing: { ofWrite?: number } | undefined;
  let meanwhile: (() => Promise<unknown>) | undefined;
  let writes: string[] = [];
  let count = 0;

  const isTroubled = ({ id, attempt }: Write): boolean => {
    if (!writes.includes(id)) writes.push(id);
    if (meanwhile) return attempt === 1;
    return losing?.ofWrite === undefined
      ? losing !== undefined && attempt === 1
      : writes[losing.ofWrite - 1] === id;
  };
  handler.handle = async (request, options) => {
    const write = writeOf(request as unknown as SdkRequest);
    if (!write || !isTroubled(write)) return handle(request, options);
    count++;
    const act = meanwhile ?? (() => handle(request, options));
    meanwhile = undefined;
    await act();
    return httpResponse(errorAnswer('dynamodb', 500, 'InternalServerError')) as never;
  };
  return {
    loseAnswers(options = {}) {
      losing = options;
      writes = [];
    },
    failAfter(act) {
      meanwhile = act;
    },
    end() {
      losing = undefined;
    },
    count: () => count,
  };
}

interface SdkRequest {
  readonly headers: Readonly<Record<string, string>>;
}

function writeOf({ headers }: SdkRequest): Write | undefined {
  if (!/(Put|Update|Delete)Item$/.test(headers['x-amz-target'] ?? '')) return undefined;
  const [, attempt] = /attempt=(\d+)/.exec(headers['amz-sdk-request'] ?? '') ?? [];
  return { id: headers['amz-sdk-invocation-id'] ?? '', attempt: Number(attempt) };
}
