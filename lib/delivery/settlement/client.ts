import * as z from 'zod';
import type { SanctionReason } from '../../regulation/sanction-reasons.ts';
import type { Day } from '../../shared/day.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { pagesOf } from '../pages.ts';
import { postJson, type ReceiverFailure } from '../post-json.ts';
import { envelopeOf, type SettlementSettings } from './envelope.ts';
import type { Signer } from './signer.ts';

/** One entry of the suspension list. `end` is the day told as `enddate`. */
export interface SettlementMessage {
  readonly suspensionId: string;
  readonly certType: string;
  readonly certno: string;
  readonly name: string;
  readonly kind: string;
  readonly from: Day;
  readonly end?: Day;
  readonly version: number;
  readonly reason: SanctionReason;
}

export type SettlementAnswer =
  | { readonly kind: 'accepted' }
  | {
      readonly kind: 'refused';
      readonly code: string;
      readonly message: string;
      readonly stale: boolean;
      readonly permanent: boolean;
    }
  | ReceiverFailure;

/** An entry as the settlement system shows it, in its own columns. */
export interface ListedSuspension extends Readonly<Record<string, unknown>> {
  readonly suspensionId: string;
  readonly version: number;
}

export interface SettlementClient {
  put(message: SettlementMessage): Promise<SettlementAnswer>;
  lift(message: SettlementMessage): Promise<SettlementAnswer>;
  /** The entry of the suspension list with its version, or undefined when there is none. */
  find(suspensionId: string): Promise<Result<ListedSuspension | undefined, ReceiverFailure>>;
  /** The suspension list, by page. */
  list(after?: string): Promise<Result<{ entries: ListedSuspension[]; next?: string }, ReceiverFailure>>;
}

const text = z.union([z.string(), z.number()]).transform(String);
const response = z.object({ infcode: text, err_msg: z.string().nullish(), output: z.unknown().optional() });
const listPage = z.object({
  data: z.array(z.looseObject({ suspensionId: z.string(), version: z.coerce.number() })),
  next: z.string().nullish(),
});

/**
 * Codes of the settlement system: 4090 an older version, 4010 a wrong signature (a fault on our side), 4xxx a message
 * that no retry helps.
 */
const staleCode = '4090';
const signatureCode = '4010';
const isPermanent = (code: string): boolean => /^4\d{3}$/.test(code);
const listLimit = 200;
/** Looking for one entry ends with the lease of its file. */
const findSeconds = 60;

/** Client of the settlement system, with the national envelope (docs/formats.md 12). */
export function createSettlementClient(
  url: string,
  {
    settings,
    signer,
    clock,
    random,
    headers = () => ({}),
  }: {
    settings: SettlementSettings;
    signer: Signer;
    clock: () => Date;
    random: () => number;
    /** Asked for each request. */
    headers?: () => Readonly<Record<string, string>>;
  },
): SettlementClient {
  const call = async (
    infno: string,
    data: unknown,
  ): Promise<{ kind: 'answered'; code: string; message: string; output: unknown } | ReceiverFailure> => {
    const sequence = Math.floor(random() * 10_000);
    const envelope = envelopeOf({ infno, data, now: clock(), sequence }, settings, signer);
    const answer = await postJson(url, envelope, {
      headers: headers(),
      timeoutSeconds: settings.timeoutSeconds,
    });
    if (answer.kind !== 'answered') return answer;
    const parsed = response.safeParse(answer.json);
    if (!parsed.success) return { kind: 'unknown', reason: 'unreadable-answer' };
    const { infcode: code, err_msg, output } = parsed.data;
    if (code === signatureCode) return { kind: 'unreachable', reason: 'signature-refused' };
    return { kind: 'answered', code, message: err_msg ?? '', output };
  };
  const send = async (infno: string, data: unknown): Promise<SettlementAnswer> => {
    const answer = await call(infno, data);
    if (answer.kind !== 'answered') return answer;
    const { code, message } = answer;
    return code === '0'
      ? { kind: 'accepted' }
      : { kind: 'refused', code, message, stale: code === staleCode, permanent: isPermanent(code) };
  };
  const client: SettlementClient = {
    put: (message) => send(settings.put, suspensionRow(message)),
    lift: (message) => send(settings.lift, suspensionRow(message)),
    async find(suspensionId) {
      for await (const page of pagesOf(client.list, { clock, secondsAtMost: findSeconds })) {
        if (!page.ok) return page;
        const found = page.value.entries.find((entry) => entry.suspensionId === suspensionId);
        if (found) return ok(found);
      }
      return ok(undefined);
    },
    async list(after) {
      const answer = await call(settings.list, { after: after ?? '', limit: listLimit });
      if (answer.kind !== 'answered') return err(answer);
      const parsed = listPage.safeParse(answer.output);
      if (answer.code !== '0' || !parsed.success) return err({ kind: 'unreachable', reason: 'list-refused' });
      const { data, next } = parsed.data;
      return ok({ entries: data, ...(next && { next }) });
    },
  };
  return client;
}

/** The entry of a message in the settlement system's columns. */
export const suspensionRow = ({
  suspensionId,
  certType,
  certno,
  name,
  kind,
  from,
  end,
  version,
  reason,
}: SettlementMessage) => ({
  suspensionId,
  psn_cert_type: certType,
  certno,
  psn_name: name,
  kind,
  begndate: from,
  enddate: end ?? '',
  version,
  reason: reason.said,
  reasoncode: reason.code,
});
