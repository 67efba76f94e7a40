import * as z from 'zod';
import { isScanCursor } from '../../lib/application/wiring/scan-cursor.ts';
import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import { categories } from '../../lib/shared/category.ts';
import type { DeliveryView } from '../../schemas/api.ts';
import { type AgendaPlace, type AgendaState, isAgendaState, isInAgenda } from './agenda-stretches.ts';

/**
 * The position where a list of deliveries continues, in the agenda or in a scan of all files. Without either it starts
 * at the beginning.
 */
export interface DeliveryCursor {
  readonly agenda?: AgendaPlace | undefined;
  readonly scan?: string | undefined;
  /** The last delivery that was shown. If it was the first of its file, the second one is still to be shown. */
  readonly shown?: string | undefined;
}

export const cursorText = (cursor: DeliveryCursor): string =>
  Buffer.from(JSON.stringify(cursor)).toString('base64url');

/** @returns undefined if the text is not a `next` of a list of deliveries of this state */
export const cursorOf = (
  text: string,
  state: DeliveryView['state'] | undefined,
): DeliveryCursor | undefined =>
  (isAgendaState(state) ? agendaCursor(state) : scanCursor).safeParse(jsonOf(text)).data;

const party = z
  .string()
  .regex(/^[\w-]{22}$/)
  .transform((key) => key as PartyKey);
const at = z.string().regex(/^[\w.:-]{0,32}$/);
const entry = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('file'),
    subject: z.strictObject({ party, category: z.enum(categories) }),
    at,
    about: z.string().regex(/^[a-z]{0,8}$/),
    since: z
      .string()
      .regex(/^\d{1,12}$/)
      .optional(),
  }),
  z.strictObject({
    kind: z.literal('run'),
    runId: z.string().regex(/^[\w.:-]{1,200}$/),
    at,
    about: z.literal(''),
  }),
]);
const shown = z.string().optional();

const agendaCursor = (state: AgendaState) =>
  z.strictObject({
    agenda: z
      .strictObject({ stretch: z.int().min(0), entry: entry.optional() })
      .refine((place) => isInAgenda(state, place))
      .optional(),
    shown,
  });

const scanCursor = z.strictObject({ scan: z.string().refine(isScanCursor).optional(), shown });

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
}
