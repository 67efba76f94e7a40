import * as z from 'zod';
import { categories } from '../lib/shared/category.ts';
import { type Day, parseDay } from '../lib/shared/day.ts';
import { schemes } from '../lib/shared/scheme.ts';
import type { RowFindingCode } from './reasons/rows/index.ts';

/**
 * A row as a feed reads it, and what a credit file takes in: one decision about one subject, or one entry of the
 * registry. Every value is normalised; free text stays as sent.
 */

const dayText = z.custom<Day>(
  (value) => typeof value === 'string' && parseDay(value) !== undefined,
  'not a day',
);
const decimalText = z.string().regex(/^\d+(\.\d+)?$/);

/** Kinds of administrative penalty, 行政处罚法 (2021) Art. 9. `none`: 不予处罚, 免于处罚. */
export const penaltyKinds = [
  'warning',
  'public-criticism',
  'fine',
  'confiscation',
  'licence-withheld',
  'qualification-downgraded',
  'licence-revoked',
  'activity-restricted',
  'business-suspended',
  'business-closed',
  'profession-restricted',
  'none',
] as const;
export type PenaltyKind = (typeof penaltyKinds)[number];

/** The administration that an authority belongs to; annexes 7, 9 and 10 depend on it. */
export const authorityKinds = [
  'medical-insurance',
  'health',
  'market-supervision',
  'court',
  'credit-platform',
  'discipline-inspection',
  'other',
] as const;
export type AuthorityKind = (typeof authorityKinds)[number];

/** The subject of a record. `category` is absent if the source does not give it (双公示). */
export const subjectReference = z.strictObject({
  category: z.enum(categories).optional(),
  scheme: z.enum(schemes),
  /** Normalised: upper case, no blanks, 15 digits converted to 18. */
  id: z.string().min(1),
  name: z.string().min(1).optional(),
});
export type SubjectReference = z.infer<typeof subjectReference>;

const penalty = z.strictObject({
  kind: z.literal('penalty'),
  penalties: z.array(z.enum(penaltyKinds)).min(1),
  fineCny: decimalText.optional(),
  confiscatedCny: decimalText.optional(),
});

/** Levels of an authority that commends. */
export const authorityLevels = ['national', 'region', 'prefecture', 'county'] as const;

/** Evidence for one indicator as the bureau established it; the fields of `docs/regulation.md`, Indicator codes. */
const finding = z.strictObject({
  kind: z.literal('finding'),
  indicator: z.string(),
  count: z.number().int().positive().optional(),
  amount: decimalText.optional(),
  months: decimalText.optional(),
  value: z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .optional(),
  level: z.enum(['full', 'partial', 'none']).optional(),
  /** Of a commendation: the level of the authority that gave it. */
  authorityLevel: z.enum(authorityLevels).optional(),
});

/** Kinds of lists (名单) that sources send. What each means is in `lib/regulation/listings.ts`. */
const listKinds = [
  'judgment-defaulter',
  'serious-dishonesty',
  'serious-violation',
  'abnormal-operation',
] as const;
export type ListKind = (typeof listKinds)[number];

/** An entry of a list (失信被执行人, 严重失信主体, 严重违法失信): in force on [listedOn, removedOn). */
const listing = z.strictObject({
  kind: z.literal('listing'),
  list: z.enum(listKinds),
  listedOn: dayText,
  removedOn: dayText.optional(),
});

/** Party or administrative discipline (纪检监察). */
const discipline = z.strictObject({ kind: z.literal('discipline'), measure: z.string() });

export const decisionRecord = z.strictObject({
  type: z.literal('decision'),
  subject: subjectReference,
  /** The document number as written; identity uses its normalised form (`lib/credit-file/facts/identity.ts`). */
  documentNumber: z.string().min(1),
  authority: z.strictObject({
    name: z.string().min(1),
    /** Its 统一社会信用代码, if the source gives it. */
    id: z.string().optional(),
    kind: z.enum(authorityKinds),
  }),
  decidedOn: dayText,
  /** Day of the act, which decides the employer concerned. By default the day of the decision. */
  actOn: dayText.optional(),
  /** `repair`: the authority that found it has repaired it (已修复). */
  status: z.enum(['original', 'amendment', 'revocation', 'repair']),
  content: z.discriminatedUnion('kind', [penalty, finding, listing, discipline]),
  /**
   * Number of the document that amends or revokes this one (移出文号, 撤销文号), if it has its own and the source gives it.
   */
  correctionNumber: z.string().optional(),
  /** Staff: USCC of the institution that the document names (所在机构). Without it, every employer on the day of the act. */
  employerId: z.string().optional(),
  /** What was done, in the authority's words. */
  matter: z.string().optional(),
  /** 信息使用范围: public, shared between authorities, or restricted. */
  usage: z.enum(['public', 'shared', 'restricted']),
});
export type DecisionRecord = z.infer<typeof decisionRecord>;
export type DecisionContent = DecisionRecord['content'];

/**
 * A decision whose subject the source names only in part: a masked number, or only a name. It is never matched
 * automatically; an officer chooses among candidates (docs/formats.md 4.7).
 */
export const candidateRecord = decisionRecord.extend({
  subject: z.strictObject({
    category: z.enum(categories).optional(),
    scheme: z.enum(['uscc', 'resident-id']),
    /** The known characters, and `*` for each unknown one: `5401021985****0013`. */
    mask: z.string().optional(),
    name: z.string().min(1),
    employer: z.string().optional(),
    legalRepresentative: z.string().optional(),
  }),
});
export type CandidateRecord = z.infer<typeof candidateRecord>;

/** An entry of the registry: who a subject is, and for staff the employment. */
export const registrationRecord = z.strictObject({
  type: z.literal('registration'),
  subject: subjectReference.extend({ category: z.enum(categories), name: z.string().min(1) }),
  medinsCode: z.string().optional(),
  /** Level of a medical institution: 一级, 二级, 三级, 未定级. */
  level: z.enum(['1', '2', '3', 'ungraded']).optional(),
  /** GB/T 2260, six digits. */
  division: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  /** Basic information of Art. 10: 单位性质, 执业范围, 注册登记（备案） or 注册信息, 执业信息. */
  particulars: z
    .strictObject({
      nature: z.string().min(1).optional(),
      practiceScope: z.string().min(1).optional(),
      filing: z.string().min(1).optional(),
      practice: z.string().min(1).optional(),
    })
    .optional(),
  legalRepresentative: z
    .strictObject({ name: z.string().optional(), residentId: z.string().optional() })
    .optional(),
  employment: z
    .strictObject({
      employerId: z.string(),
      /** By default `uscc`. */
      employerScheme: z.enum(['uscc', 'medins-code']).optional(),
      from: dayText.optional(),
      to: dayText.optional(),
    })
    .optional(),
  /** `left`: no longer designated, insured or employed; the file is kept. */
  status: z.enum(['active', 'suspended', 'left']),
});
export type RegistrationRecord = z.infer<typeof registrationRecord>;
export type Particulars = NonNullable<RegistrationRecord['particulars']>;

export const feedRecord = z.discriminatedUnion('type', [decisionRecord, registrationRecord]);
export type FeedRecord = z.infer<typeof feedRecord>;

/** Why a row waits for an officer: the sender's column name, a stable code, and a sentence without the value. */
export const rowFinding = z.strictObject({
  column: z.string().optional(),
  /** Of `rowReasons`; one that another release knows is let through. */
  code: z.custom<RowFindingCode>((code) => typeof code === 'string'),
  message: z.string(),
});
export type RowFinding = z.infer<typeof rowFinding>;

/** The quarantined row that the sender corrects with this one. */
const mends = z.string();

/** One row of a file after reading. `row` counts as the sender's program does: in a table the header is row 1. */
export const rowReading = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('record'),
    row: z.number().int(),
    record: feedRecord,
    mends: mends.optional(),
  }),
  z.strictObject({
    kind: z.literal('quarantined'),
    row: z.number().int(),
    /** The template it was read by; it is used again after a correction. */
    template: z.string(),
    findings: z.array(rowFinding).min(1),
    /** The row as sent, by column name; an officer corrects these cells. */
    cells: z.record(z.string(), z.string()),
    /** Set if only the subject is in doubt. */
    candidate: candidateRecord.optional(),
    mends: mends.optional(),
  }),
]);
export type RowReading = z.infer<typeof rowReading>;
