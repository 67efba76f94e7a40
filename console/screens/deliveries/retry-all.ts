import type { Api } from '../../api/call.ts';
import { CallFailure } from '../../api/failure.ts';
import type { DeliveryState, Receiver } from '../../words/receivers.ts';

const idsAPage = 1000;

/** Ids of the deliveries of a state that have waited since an instant or later; all without one. */
export async function waitingSince(
  api: Api,
  { receiver, state, since }: { receiver: Receiver | ''; state: DeliveryState; since: string | undefined },
): Promise<string[]> {
  const found: string[] = [];
  let after: string | undefined;
  do {
    const { deliveries, next } = await api.call('GET /v1/deliveries', {
      query: { receiver, state, limit: idsAPage, ...(after && { after }) },
    });
    for (const { id, pendingSince } of deliveries)
      if (since === undefined || pendingSince === undefined || pendingSince >= since) found.push(id);
    after = next;
  } while (after);
  return found;
}

export interface Retried {
  readonly done: number;
  /** The receiver had confirmed them meanwhile. */
  readonly settled: number;
  readonly failed: number;
}

/** Retries one after the other, and says how far it is. What is stopped by `signal` stays as it was. */
export async function retryAll(
  api: Api,
  ids: readonly string[],
  { signal, onProgress }: { signal: AbortSignal; onProgress(retried: Retried): void },
): Promise<Retried> {
  let retried: Retried = { done: 0, settled: 0, failed: 0 };
  for (const id of ids) {
    if (signal.aborted) break;
    const outcome = await retryOne(api, id);
    retried = { ...retried, [outcome]: retried[outcome] + 1 };
    onProgress(retried);
  }
  return retried;
}

async function retryOne(api: Api, id: string): Promise<keyof Retried> {
  try {
    await api.call('POST /v1/deliveries/{id}/retry', { params: { id } });
    return 'done';
  } catch (error) {
    return error instanceof CallFailure && error.status === 409 ? 'settled' : 'failed';
  }
}
