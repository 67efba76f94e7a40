import * as z from 'zod';
import { categories } from '../lib/shared/category.ts';
import { grades } from '../lib/shared/grade.ts';
import { schemes } from '../lib/shared/scheme.ts';
import { sources } from '../lib/shared/source.ts';
import { type FileSection, fileSections, sanction } from './api.ts';
import { objectionView, repairView } from './cases.ts';

/**
 * The whole credit file (信用档案), as `files/query` shows it. The summary is in every answer. Sections are in pages: an
 * answer has at most five million bytes.
 */

const origin = z.strictObject({
  run: z.string(),
  row: z.int(),
  fileSha256: z.string(),
  source: z.enum(sources),
  /** Set when an officer corrected the row or chose its subject. */
  correction: z.strictObject({ by: z.string(), at: z.string() }).optional(),
  /** Of a finding of the bureau: the second officer, and since when it counts. */
  confirmation: z.strictObject({ by: z.string(), at: z.string() }).optional(),
});

/** Basic information of Art. 10 that the registry may give. */
const particulars = {
  /** 单位性质. */
  nature: z.string().optional(),
  /** 执业范围. */
  practiceScope: z.string().optional(),
  /** 注册登记（备案）, of a person 注册信息. */
  filing: z.string().optional(),
  /** 执业信息. */
  practice: z.string().optional(),
};

/** What was decided. The fields of each kind are in `docs/formats.md`. */
const content = z.looseObject({ kind: z.enum(['penalty', 'finding', 'listing', 'discipline']) });

const takenOut = {
  /** The first day on which it no longer counts (Art. 20, 31). */
  countsNotSince: z.string().optional(),
};

const decisionView = z.strictObject({
  /** The key by which an objection or a repair names it. */
  key: z.string(),
  documentNumber: z.string(),
  authority: z.string(),
  decidedOn: z.string(),
  actOn: z.string(),
  content,
  usage: z.enum(['public', 'shared', 'restricted']),
  matter: z.string().optional(),
  status: z.enum(['standing', 'amended', 'contested', 'revoked', 'struck-out', 'repaired']),
  ...takenOut,
  origin,
  /** The original statement, and each document that changed it. */
  history: z
    .array(
      z.strictObject({
        status: z.enum(['original', 'amendment', 'revocation', 'repair']),
        decidedOn: z.string(),
        correctionNumber: z.string().optional(),
        content,
        origin,
      }),
    )
    .optional(),
  /** How many of the oldest statements are left out of a history that one answer cannot hold. */
  historyOmitted: z.int().optional(),
});

/** A record that an officer withdrew. */
const withdrawnView = z.strictObject({
  documentNumber: z.string(),
  authority: z.string(),
  decidedOn: z.string(),
  origin,
  by: z.string().optional(),
  at: z.string().optional(),
  reason: z.string().optional(),
  isMoved: z.boolean().optional(),
});

/** A person's document that counts for this institution. */
const reachedByView = z.strictObject({
  key: z.string(),
  matter: z.string(),
  documentNumber: z.string(),
  authority: z.string(),
  decidedOn: z.string(),
  status: z.enum(['struck-out', 'repaired']).optional(),
  ...takenOut,
});

const standing = z.strictObject({
  cycle: z.int(),
  score: z.string(),
  grade: z.enum(grades),
  vetoed: z.boolean(),
  downgraded: z.boolean(),
  state: z.enum(['interim', 'published']),
  evaluatedOn: z.string(),
  /** Hash of the score sheet behind it. */
  sheet: z.string(),
});

/** A row of the table: the points it lost, and the documents. */
const scoreLine = z.looseObject({
  indicator: z.string(),
  name: z.string(),
  weight: z.string(),
  awarded: z.string(),
  cases: z.int(),
  basis: z.string(),
  article: z.string(),
  rule: z.string(),
  /** 一级指标, 二级指标 and 三级指标 (Art. 17). */
  levels: z.array(z.string()).length(3).optional(),
  /** What the annex asks for before the row costs points, where no figure shows it. */
  condition: z.string().optional(),
  /** How many pieces of evidence are left out of a line that one answer cannot hold. */
  deductionsOmitted: z.int().optional(),
});

/**
 * A score sheet as it was stored; levels, conditions and the wording of measures are those of today. Sheets of earlier
 * releases have fewer fields. Of a sheet that one answer cannot hold,
 * `isShortened` says that its input is left out, and of its lines what they count as omitted.
 */
const scoreSheet = z.looseObject({
  version: z.int(),
  previous: z.string().nullable(),
  evaluatedOn: z.string(),
  state: z.enum(['interim', 'published']),
  sheet: z.looseObject({
    table: z.looseObject({ version: z.string() }),
    score: z.string(),
    grade: z.enum(grades),
    vetoed: z.boolean(),
    downgraded: z.boolean(),
    lines: z.array(scoreLine),
  }),
});

const perSection = <Value extends z.ZodType>(value: Value) =>
  z.strictObject(Object.fromEntries(fileSections.map((name) => [name, value])) as Record<FileSection, Value>);

export const fileAnswer = z.strictObject({
  receiptId: z.string(),
  /** Counts changes of the file: pages with the same version are of the same state. */
  version: z.int(),
  /** The document that the connector works under today, in Chinese, or that none on record covers today (Art. 33). */
  legalBasis: z.string(),
  basic: z.strictObject({
    category: z.enum(categories),
    name: z.string(),
    /** Masked for a person. */
    id: z.string(),
    /** 曾用统一社会信用代码 of an institution; masked like `id`. */
    formerIds: z.array(z.string()).optional(),
    scheme: z.enum(schemes),
    status: z.enum(['active', 'suspended', 'left', 'merged']),
    medinsCode: z.string().optional(),
    level: z.string().optional(),
    division: z.string().optional(),
    ...particulars,
    /** 法定代表人; the number masked. */
    legalRepresentative: z
      .strictObject({ name: z.string().optional(), id: z.string().optional() })
      .optional(),
  }),
  /** Only with `asOf`: the day, and whether its sheet can be reproduced. */
  asOf: z.string().optional(),
  proof: z
    .strictObject({
      sheet: z.string(),
      rebuilt: z.enum(['equal', 'different', 'without-input']),
      redrawn: z.enum(['equal', 'different']),
    })
    .optional(),
  standing: standing.optional(),
  /** `ordered`: the bureau decided it at grade C; no grade alone brings it. */
  sanctions: z.array(sanction.extend({ ordered: z.literal(true).optional() })),
  /** What the interim grade would bring if it were published, and since when (policy parameter `sanctions.basis`). */
  awaitingSanction: z.strictObject({ kind: z.string(), since: z.string(), cycle: z.int() }).optional(),
  /**
   * New sanctions and disclosures that wait for a document that the bureau can act under (Art. 33, policy parameter
   * `regulation.when-lapsed`); `from`: the first day that a document on record covers.
   */
  awaitingBasis: z
    .array(z.strictObject({ kind: z.string(), since: z.string(), from: z.string().optional() }))
    .optional(),
  /** Suspensions that had ended when their decision arrived: not imposed (policy parameter `suspension.starts`). */
  overOnArrival: z.array(sanction).optional(),
  /** What the bureau decided of a member of staff at grade C (Art. 24 (2)). */
  orders: z
    .array(
      z.strictObject({
        act: z.enum(['suspend', 'end']),
        cycle: z.int(),
        reason: z.string(),
        by: z.string(),
        at: z.string(),
      }),
    )
    .optional(),
  hold: z
    .strictObject({
      /** `kind`: of staff alone; then without `until`, since it lasts as long as the grade. */
      suspension: z.strictObject({
        id: z.string(),
        kind: z.string().optional(),
        /** It is the end of a suspension that waits. */
        ends: z.literal(true).optional(),
        from: z.string(),
        until: z.string().optional(),
      }),
      dueAt: z.string(),
    })
    .optional(),
  /** Entries of each section, of all its pages. Score sheets are counted when the answer has the last of them. */
  counts: perSection(z.int().optional()),
  /** For each section that has more, what `after` takes together with `section`. */
  next: perSection(z.string().optional()).optional(),
  /** 守信信息: commendations and awards as they were decided, and the lines in which points were gained. */
  goodFaith: z.array(z.union([scoreLine, decisionView])),
  /** 失信信息. */
  dishonesty: z.array(decisionView),
  /** Measured values and surveys: neither good faith nor dishonesty. */
  measured: z.array(decisionView),
  withdrawn: z.array(withdrawnView),
  reachedBy: z.array(reachedByView),
  objections: z.array(objectionView),
  repairs: z.array(repairView),
  /** Newest first. */
  scoreSheets: z.array(scoreSheet),
});
