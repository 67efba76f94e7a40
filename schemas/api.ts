import * as z from 'zod';
import { categories } from '../lib/shared/category.ts';
import { type Day, parseDay } from '../lib/shared/day.ts';
import { grades } from '../lib/shared/grade.ts';
import { schemes } from '../lib/shared/scheme.ts';
import { sources } from '../lib/shared/source.ts';
import { readinessChecks } from './readiness.ts';

/** Requests and answers over HTTP. The OpenAPI contract is made from them (`schemas/openapi.ts`). */

export const dayText = z
  .string()
  .refine((text): text is Day => parseDay(text) !== undefined, 'must be a day, YYYY-MM-DD')
  .meta({ type: 'string', format: 'date' });
/** Beside a code or a problem (`schemas/reasons/`). */
export const explanation = z.string().meta({ description: 'What happened and what to do, in Chinese' });
/** Text that is not empty. */
export const line = (most: number) => z.string().trim().min(1).max(most).meta({ pattern: '\\S' });
/** A prefecture: the first four digits of its divisions (GB/T 2260). */
export const prefecture = z.string().regex(/^54\d{2}$/);

export const source = z.enum(sources);

/** Who a token is (docs/interfaces.md, Tokens and scopes). `division` is `54` for the region. */
export const meAnswer = z.strictObject({
  sub: z.string(),
  name: z.string(),
  agency: z.string(),
  division: z.string(),
  scopes: z.array(z.string()),
});
export type MeAnswer = z.infer<typeof meAnswer>;

export const uploadRequest = z.strictObject({
  name: line(200),
  bytes: z
    .int()
    .min(1, 'must be at least 1: an empty file has no rows')
    .max(5 * 1024 ** 3),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hexadecimal digits'),
});

export const recordsRequest = z.strictObject({
  records: z.array(z.record(z.string(), z.unknown())).min(1).max(500),
});

export const runOpened = z.strictObject({ runId: z.string() });
export const uploadOpened = runOpened.extend({
  upload: z.strictObject({
    url: z.url(),
    method: z.literal('PUT'),
    headers: z.record(z.string(), z.string()),
  }),
});

export const runView = z.strictObject({
  runId: z.string(),
  source,
  file: z.strictObject({
    name: z.string().optional(),
    sha256: z.string().optional(),
    bytes: z.int().optional(),
    encoding: z.string().optional(),
    format: z.string().optional(),
    template: z.string().optional(),
  }),
  status: z.enum(['running', 'completed', 'held', 'failed']),
  received: z.int(),
  accepted: z.int(),
  duplicates: z.int(),
  unmatched: z.int(),
  quarantined: z.int(),
  ignoredColumns: z.array(z.string()),
  /** Sheets of a workbook that were not read: instructions, choices, hidden ones without a table. */
  passedOver: z.array(z.string()).optional(),
  /** Of an archive of files: the run of each of them, in its order. The archive has no rows of its own. */
  parts: z.array(z.string()).optional(),
  /** Of a file of an archive: the archive's run. */
  partOf: z.string().optional(),
  /** Set when the file said of itself that it is one page of several: it is then never a whole list. */
  page: z.strictObject({ records: z.int(), total: z.int().optional() }).optional(),
  /** Rows that are no data (合计, 制表人, numbers of columns): not received, and no work. The first 20 are named. */
  passedRows: z
    .strictObject({
      count: z.int(),
      rows: z.array(z.strictObject({ row: z.int(), code: z.string(), explanation })),
    })
    .optional(),
  /** Cells that were read otherwise than their column says. They count as read; nobody has to deal with them. */
  readings: z
    .array(
      z.strictObject({
        /** `says-none`: a placeholder (无, /, NULL) was read as nothing. `own-unit`: the unit in the cell was used. */
        code: z.string(),
        /** The sender's name of the column. */
        column: z.string(),
        cells: z.int(),
        /** What is written in them, the first five spellings; for `own-unit` the units. */
        written: z.array(z.string()),
        explanation,
      }),
    )
    .optional(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().optional(),
  problem: z
    .strictObject({
      code: z.string(),
      detail: z.string(),
      explanation,
      columns: z.array(z.string()).optional(),
      /** Other sources whose template the header fits: send it as one of them. */
      fits: z.array(source).optional(),
      /** Columns that are nearly named like one of the template. */
      near: z.array(z.strictObject({ column: z.string(), meant: z.string() })).optional(),
      /** Columns that cannot be ignored; the run is not released. */
      kept: z.array(z.string()).optional(),
    })
    .optional(),
});

/** What is wrong with a row, as its sender reads it. */
export const findingView = z.strictObject({
  /** Its number as the sender's program counts. */
  row: z.int(),
  /** The sender's name of the column. */
  column: z.string().optional(),
  code: z.string(),
  title: z.string(),
  explanation,
});
export const findingsAnswer = z.strictObject({
  findings: z.array(findingView),
  /** The row to go on after, if there are more. */
  next: z.int().optional(),
});
const previewed = z.strictObject({
  /** `completed`: its rows would be taken as counted; otherwise why the file would be held or not read. */
  status: z.enum(['completed', 'held', 'failed']),
  file: runView.shape.file,
  received: z.int(),
  accepted: z.int(),
  duplicates: z.int(),
  unmatched: z.int(),
  quarantined: z.int(),
  /** False when the time of a request did not suffice for all rows. */
  isComplete: z.boolean(),
  passedRows: runView.shape.passedRows,
  readings: runView.shape.readings,
  /** The first 200 findings. */
  findings: z.array(findingView),
  problem: runView.shape.problem,
});
export const previewAnswer = previewed.extend({
  /** Of an archive of files: each of them, as far as the time of a request sufficed. It has no rows of its own. */
  parts: z.array(previewed.extend({ name: z.string() })).optional(),
});
export const runsAnswer = z.strictObject({ runs: z.array(runView), next: z.string().optional() });

const pullView = z.strictObject({
  name: z.string(),
  mode: z.enum(['cursor', 'since']),
  everyMinutes: z.number(),
  /** `stopped`: it has failed for so long that it is called rarely. */
  state: z.enum(['new', 'working', 'failing', 'stopped']),
  failures: z.int(),
  problem: z.string().optional(),
  explanation: explanation.optional(),
  nextAt: z.string().optional(),
  lastSuccessAt: z.string().optional(),
  lastRecordsAt: z.string().optional(),
});
export type PullView = z.infer<typeof pullView>;

const sourceView = z.strictObject({
  source,
  /** The expected interval: after this many days without a file the source is quiet. */
  rhythmDays: z.number(),
  lastArrivalAt: z.string().optional(),
  lastRunId: z.string().optional(),
  quietSince: z.string().optional(),
  pulls: z.array(pullView),
});
export type SourceView = z.infer<typeof sourceView>;

export const sourcesAnswer = z.strictObject({ sources: z.array(sourceView) });

export const gradesQuery = z.strictObject({
  purpose: z.string().min(1),
  /** The agency's own reference of the case it asks for. */
  reference: line(100),
  subjects: z
    .array(
      z
        .strictObject({
          scheme: z.enum(schemes),
          id: line(60),
          name: line(200).optional(),
          category: z.enum(categories).optional(),
        })
        .meta({ id: 'QueriedSubject' }),
    )
    .min(1)
    .max(100, 'at most 100 subjects a query: send the others in a further one'),
});
export type GradesQuery = z.infer<typeof gradesQuery>;

export const sanction = z.strictObject({
  kind: z.enum(['settlement-suspension', 'service-suspension', 'service-stop']),
  from: dayText,
  until: dayText.optional(),
});
const measure = z
  .strictObject({
    code: z.string(),
    article: z.string(),
    paragraph: z.string(),
    /** Whether the text permits the measure (可, 可以) or commands it (应当). */
    modality: z.enum(['may', 'shall']).optional(),
    wording: z.string(),
  })
  .meta({ id: 'Measure' });
const reason = z
  .strictObject({
    indicator: z.string(),
    name: z.string(),
    weight: z.string(),
    awarded: z.string(),
    article: z.string(),
    /** 一级指标, 二级指标 and 三级指标 (Art. 17). */
    levels: z.array(z.string()).length(3).optional(),
    /** What the annex asks for before the row costs points, where no figure shows it. */
    condition: z.string().optional(),
    documents: z.array(
      z
        .strictObject({
          document: z.string(),
          authority: z.string(),
          decidedOn: z.string(),
          lost: z.string(),
        })
        .meta({ id: 'ReasonDocument' }),
    ),
  })
  .meta({ id: 'GradeReason' });

/** Fields that the purpose does not open are absent. An unknown person gets `name-mismatch`, as does a wrong name. */
export const gradeResult = z.strictObject({
  status: z.enum(['graded', 'no-grade', 'not-found', 'name-mismatch']),
  /** Why an identifier cannot be looked up. */
  problem: z.string().optional(),
  explanation: explanation.optional(),
  category: z.enum(categories).optional(),
  cycle: z.int().optional(),
  grade: z.enum(grades).optional(),
  state: z.enum(['interim', 'published']).optional(),
  evaluatedOn: z.string().optional(),
  score: z.string().optional(),
  measures: z.array(measure).optional(),
  sanctions: z.array(sanction).optional(),
  reasons: z.array(reason).optional(),
  /** The record id of this subject in the change feed. */
  recordId: z.string().optional(),
});
export type GradeResult = z.infer<typeof gradeResult>;

export const gradesAnswer = z.strictObject({
  receiptId: z.string(),
  dataVersion: z.string(),
  results: z.array(gradeResult),
});

/** The parts of a credit file that are shown in pages. */
export const fileSections = [
  'objections',
  'repairs',
  'goodFaith',
  'withdrawn',
  'reachedBy',
  'dishonesty',
  'measured',
  'scoreSheets',
] as const;
export type FileSection = (typeof fileSections)[number];

export const fileQuery = z.strictObject({
  scheme: z.enum(schemes),
  id: line(60),
  category: z.enum(categories),
  asOf: dayText.optional(),
  /** The subject asks for its own file, on a channel of the bureau (Art. 18). Then the name must be given and match. */
  purpose: z.literal('self').optional(),
  name: line(200).optional(),
  /** Why the file is opened; stored with the receipt. */
  reason: line(500),
  /** Only this section, beside the summary. */
  section: z.enum(fileSections).optional(),
  /** The `next` of the section's page before. */
  after: line(200).optional(),
  /** Entries of a section's page. It may have fewer, because the answer is limited in bytes. */
  limit: z.int().min(1).max(1000).optional(),
});

export const receiverName = z.enum(['directory', 'settlement']);
export const deliveryState = z.enum(['pending', 'given-up', 'settled', 'held']);

export const deliveryView = z.strictObject({
  id: z.string(),
  receiver: receiverName,
  category: z.enum(categories),
  state: deliveryState,
  version: z.int(),
  attempt: z.int(),
  pendingSince: z.string().optional(),
  dueAt: z.string().optional(),
  acknowledgedAt: z.string().optional(),
  problem: z.string().optional(),
  explanation: explanation.optional(),
});
export type DeliveryView = z.infer<typeof deliveryView>;

/** How many deliveries of a receiver are in a state that is not yet settled. */
const receiverCounts = z.strictObject({
  receiver: receiverName,
  /** Whether it is sent to. `open`: it does not answer; it is tried again after `openUntil`. */
  breaker: z.strictObject({
    state: z.enum(['closed', 'open']),
    failures: z.int(),
    openUntil: z.string().optional(),
  }),
  pending: z.int(),
  givenUp: z.int(),
  /** Suspensions that wait for a second officer: of the settlement system alone. */
  held: z.int(),
  /** Since when the oldest pending one has waited. */
  oldestPending: z.string().optional(),
});

/** Eventually consistent. */
export const deliveryCountsAnswer = z.strictObject({
  receivers: z.array(receiverCounts),
  /** States of which more wait than were counted: their counts are lower bounds. */
  cut: z.array(deliveryState),
});
export type DeliveryCountsAnswer = z.infer<typeof deliveryCountsAnswer>;

export const deliveriesAnswer = z.strictObject({
  deliveries: z.array(deliveryView),
  next: z.string().optional(),
});

export const rulingRequest = z.strictObject({ reason: line(500) });

const rowFindingView = z.strictObject({
  column: z.string().optional(),
  code: z.string(),
  message: z.string(),
  explanation,
});

/** An item that waits for an officer: a row of a file, or a name missing from a full list. It contains no names. */
/** An act that would end or shorten a sanction: it waits until another officer asks for the same. */
export const proposalView = z.strictObject({
  kind: z.enum(['correction', 'dismissal', 'undo', 'removal', 'move', 'mending']),
  by: z.string(),
  at: z.string(),
  /** The sanctions that it would end or shorten. */
  lifts: z.array(z.string()),
});
export type ProposalView = z.infer<typeof proposalView>;

/** A medical-insurance code whose records did not all go to its holder, as `npm run codes` prints it. */
export const mendingRequest = z.strictObject({ code: z.string().regex(/^[\w-]{22}$/) });

export const waitingItem = z.strictObject({
  id: z.string(),
  kind: z.enum(['row', 'removal']),
  source,
  reason: z.string(),
  explanation,
  runId: z.string(),
  row: z.int().optional(),
  findings: z.array(rowFindingView).optional(),
  /** Removals: the day of the first list without the name. */
  wentOn: z.string().optional(),
  since: z.string(),
  state: z.string(),
  /** In answers about one item: the acts that wait for a second officer. */
  proposals: z.array(proposalView).optional(),
});
export type WaitingItem = z.infer<typeof waitingItem>;
export const waitingAnswer = z.strictObject({ items: z.array(waitingItem), next: z.string().optional() });

/** Number of waiting items, by source and reason, with the oldest. */
export const waitingCounts = z.strictObject({
  counts: z.array(
    z.strictObject({
      kind: z.enum(['row', 'removal', 'unmatched']),
      source,
      reason: z.string(),
      waiting: z.int(),
      oldest: z.string(),
    }),
  ),
});
export type WaitingCounts = z.infer<typeof waitingCounts>;

const candidateView = z.strictObject({
  key: z.string(),
  name: z.string(),
  id: z.string(),
  grounds: z.array(z.string()),
  against: z.array(z.string()),
  explanation,
});
const rowDecisionView = z.strictObject({
  kind: z.enum(['correction', 'dismissal', 'undo', 'redo', 'mended', 'replaced', 'confirmation']),
  by: z.string(),
  at: z.string(),
  said: z.unknown(),
  became: z.string().optional(),
});

/** One item with what an officer needs: the row as sent, its possible meanings, and earlier decisions. */
export const waitingDetail = waitingItem.extend({
  receiptId: z.string(),
  template: z.string().optional(),
  fileSha256: z.string().optional(),
  /** Names and numbers of persons are covered (`POST …/reveal` shows them). */
  isMasked: z.boolean().optional(),
  /** Columns of which something is covered. */
  masked: z.array(z.string()).optional(),
  /** The row as sent, by column. */
  cells: z.record(z.string(), z.string()).optional(),
  /** The row as understood, if it contradicts an earlier one. */
  record: z.unknown().optional(),
  /** The names under which the registry knows the number of that record, the latest one first. */
  registeredNames: z.array(z.string()).optional(),
  candidates: z.array(candidateView).optional(),
  /** Candidates in other divisions than that of the token: the region decides. */
  candidatesElsewhere: z.strictObject({ count: z.int(), explanation }).optional(),
  decisions: z.array(rowDecisionView).optional(),
  /** Removals: the listing. */
  listing: z
    .strictObject({ documentNumber: z.string(), authority: z.string(), listedOn: z.string() })
    .optional(),
});
export type WaitingDetail = z.infer<typeof waitingDetail>;

/** One of: cells by column, the key of a candidate, or `holds`: the row is right and the earlier one is not. */
export const correctionRequest = z
  .strictObject({
    reason: line(500),
    values: z.record(z.string(), z.string().max(10_000)).optional(),
    candidate: z.string().optional(),
    holds: z.literal(true).optional(),
    /** Suspected removals: the day it took effect; by default the day of the first list without the name. */
    removedOn: dayText.optional(),
  })
  .refine(
    ({ values, candidate, holds }) =>
      [values, candidate, holds].filter((one) => one !== undefined).length <= 1,
    'give one of values, candidate and holds',
  )
  .meta({
    not: {
      anyOf: [
        ['values', 'candidate'],
        ['values', 'holds'],
        ['candidate', 'holds'],
      ].map((required) => ({
        required,
        properties: Object.fromEntries(required.map((name) => [name, {}])),
      })),
    },
  });
export type CorrectionRequest = z.infer<typeof correctionRequest>;
export const reasonRequest = z.strictObject({ reason: line(500) });
/** A finding of the bureau that waits for a second officer. A refusal needs a reason. */
export const findingDecisionRequest = z.discriminatedUnion('verdict', [
  z.strictObject({ verdict: z.literal('confirmed'), reason: line(500).optional() }),
  z.strictObject({ verdict: z.literal('refused'), reason: line(500) }),
]);
export type FindingDecisionRequest = z.infer<typeof findingDecisionRequest>;

/** What is decided at once about rows, or removals, that wait for one reason: the same for each. */
const decisionsMost = 100;
export const decisionsRequest = z.strictObject({
  source,
  /** The reason code that they wait for. */
  waitingFor: line(100),
  act: z.enum(['correction', 'dismissal', 'undo']),
  /** Why. It is kept with each decision. */
  reason: line(500),
  /** Corrections of rows only, as in `correction`. */
  values: z.record(z.string(), z.string().max(10_000)).optional(),
  holds: z.literal(true).optional(),
  ids: z
    .array(z.string().max(300))
    .min(1)
    .max(decisionsMost)
    .refine((ids) => new Set(ids).size === ids.length, 'An item is named twice.')
    .meta({ uniqueItems: true }),
});
export type DecisionsRequest = z.infer<typeof decisionsRequest>;

/** What became of each, in the order of the request. */
export const decisionsAnswer = z.strictObject({
  results: z.array(
    z.strictObject({
      id: z.string(),
      /**
       * `decided`: as asked for, now or by the same officer before. `proposed`: a second officer asks for the same.
       * `refused`: `problem` says why. `not-reached`: the time of one request was over; ask again for these.
       */
      outcome: z.enum(['decided', 'proposed', 'refused', 'not-reached']),
      item: waitingItem.optional(),
      problem: z.strictObject({ code: z.string(), explanation, detail: z.string() }).optional(),
      /** Of one that somebody decided before: who, what and when. */
      decidedBefore: z.strictObject({ kind: z.string(), by: z.string(), at: z.string() }).optional(),
    }),
  ),
});
export type DecisionsAnswer = z.infer<typeof decisionsAnswer>;

/**
 * The subject that would be chosen, or that the row holds, as in `correction`. Corrected cells are not taken: they could
 * name anybody, whose file an officer for rows is not to see.
 */
export const itemEffectRequest = z.union([
  z.strictObject({ candidate: z.string() }),
  z.strictObject({ holds: z.literal(true) }),
]);
export type ItemEffectRequest = z.infer<typeof itemEffectRequest>;

export const redoRequest = z.strictObject({ source, reason: line(100) });

export const unmatchedAnswer = z.strictObject({
  records: z.array(
    z.strictObject({
      source,
      receivedAt: z.string(),
      runId: z.string(),
      row: z.int(),
      documentNumber: z.string(),
      authority: z.string(),
      decidedOn: z.string(),
    }),
  ),
  next: z.string().optional(),
});
export type UnmatchedAnswer = z.infer<typeof unmatchedAnswer>;

/** Moves a record that was sent for the wrong subject. */
export const moveRequest = z.strictObject({
  documentNumber: line(200),
  from: z.strictObject({ scheme: z.enum(schemes), id: line(60) }),
  to: z.strictObject({ scheme: z.enum(schemes), id: line(60), name: line(200) }),
  /** Number of the document that says so, if there is one. */
  correctionNumber: line(200).optional(),
  reason: line(500),
});
export type MoveRequest = z.infer<typeof moveRequest>;

export const problem = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    explanation,
    requestId: z.string(),
    /** Of `not-ready` alone. */
    checks: readinessChecks.optional(),
  })
  .meta({ id: 'Problem' });
