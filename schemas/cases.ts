import * as z from 'zod';
import { categories } from '../lib/shared/category.ts';
import { grades } from '../lib/shared/grade.ts';
import { schemes } from '../lib/shared/scheme.ts';
import { dayText, explanation, line } from './api.ts';
import { refusalReasons } from './reasons/refusal-grounds.ts';
import { authorityLevels } from './record.ts';

/** Objections (Art. 19, 20) and repairs (Art. 27 to 31) over HTTP. */

const words = line(5000);
const attachment = z.string().regex(/^[\w-]{1,64}$/, 'must be the id of an attachment');
const attachments = z.array(attachment).max(50);

const subject = z.strictObject({ scheme: z.enum(schemes), id: line(60), category: z.enum(categories) });
const applicant = z.strictObject({
  /** The subject itself, its legal representative in the registry, or a person with an authorisation. */
  capacity: z.enum(['self', 'representative', 'agent']),
  name: line(200),
  scheme: z.enum(schemes),
  id: line(60),
  /** How to reach the applicant (联系方式), as the notices print it. */
  contact: line(200).optional(),
  /** Attachment with the authorisation; required for an agent. */
  authorisation: attachment.optional(),
});

/** A decision, by the key that files/query shows or by number and authority. */
const decisionReference = z.union([
  z.strictObject({ fact: line(200) }),
  z.strictObject({ documentNumber: line(200), authority: line(200) }),
]);
const decisionReferences = z.array(decisionReference).max(100);

/** A measured value of the contested year as it is right, and good-faith information (a commendation) that was missing. */
const correction = z.strictObject({
  indicator: line(60),
  value: z.string().regex(/^-?\d{1,12}(\.\d{1,6})?$/, 'must be a decimal number as text'),
});
const addition = z.strictObject({
  documentNumber: line(200),
  authority: line(200),
  authorityLevel: z.enum(authorityLevels),
  decidedOn: dayText,
});
const changes = {
  corrections: z.array(correction).max(50).optional(),
  additions: z.array(addition).max(50).optional(),
};

/** What the bureau decides of a member of staff whose published grade is C (Art. 24 (2)). */
export const orderRequest = z.strictObject({
  subject: subject.extend({ category: z.enum(['doctor', 'nurse', 'pharmacist']) }),
  act: z.enum(['suspend', 'end']),
  reason: line(500),
});
export type OrderRequest = z.infer<typeof orderRequest>;
/** It waits for a second officer, who releases it at `decide`. */
export const orderAnswer = z.strictObject({
  act: z.enum(['suspend', 'end']),
  cycle: z.int(),
  state: z.literal('held'),
  decide: z.string(),
});
export type OrderAnswer = z.infer<typeof orderAnswer>;

export const objectionRequest = z.strictObject({
  subject,
  applicant,
  /**
   * The year of the contested result. By default the year in which a named decision counts, or else that of the grade
   * in force.
   */
  cycle: z.int().min(2000).max(2100).optional(),
  /** Score sheet of the contested grade, from files/query; by default that of the grade in force. */
  sheet: line(200).optional(),
  decisions: decisionReferences.optional(),
  ...changes,
  grounds: words,
  attachments: attachments.optional(),
  /** Day of receipt, if it was received on paper; by default today. */
  receivedOn: dayText.optional(),
});
export type ObjectionRequest = z.infer<typeof objectionRequest>;

export const objectionDecisionRequest = z.strictObject({
  verdict: z.enum(['upheld', 'refused']),
  reason: words,
  /**
   * The decisions that no longer count, the values that are corrected, the commendations that are added. Without any of the
   * three: what the objection asks for.
   */
  decisions: decisionReferences.optional(),
  ...changes,
  attachments: attachments.optional(),
});
export type ObjectionDecisionRequest = z.infer<typeof objectionDecisionRequest>;

/** What an officer would uphold, as in the decision. Without any of the three: what is proposed, or what is asked for. */
export const objectionEffectRequest = objectionDecisionRequest.pick({
  decisions: true,
  corrections: true,
  additions: true,
});
export type ObjectionEffectRequest = z.infer<typeof objectionEffectRequest>;

export const repairRequest = z.strictObject({
  subject,
  applicant,
  decisions: decisionReferences.min(1),
  grounds: words,
  /** The documents of Art. 30: the form (annex 3), proofs of correction, the commitment that they are true. */
  attachments: z.strictObject({ form: attachment, proofs: attachments.min(1), commitment: attachment }),
  receivedOn: dayText.optional(),
});
export type RepairRequest = z.infer<typeof repairRequest>;

/** The grounds of a refusal with the wording of the notice, for who named none. */
const groundList = Object.entries(refusalReasons)
  .map(([code, { title }]) => `${code} (${title})`)
  .join(', ');

export const repairDecisionRequest = z
  .strictObject({
    verdict: z.enum(['granted', 'refused']),
    reason: words,
    /** Refusals only: a ground of Art. 29, or `other` with its article. */
    ground: z.enum(['too-early', 'recurred', 'excluded-kind', 'found-elsewhere', 'other']).optional(),
    article: line(100).optional(),
  })
  .refine(({ verdict, ground }) => (verdict === 'refused') === (ground !== undefined), {
    path: ['ground'],
    message: `a refusal names its ground, a grant names none; grounds: ${groundList}`,
  })
  .refine(({ ground, article }) => (ground === 'other') === (article !== undefined), {
    path: ['article'],
    message: 'the ground `other` names its article; the others have theirs',
  })
  .meta({
    oneOf: [
      {
        properties: { verdict: { const: 'granted' }, ground: false, article: false },
        required: ['verdict'],
      },
      {
        properties: {
          verdict: { const: 'refused' },
          ground: { enum: ['too-early', 'recurred', 'excluded-kind', 'found-elsewhere'] },
          article: false,
        },
        required: ['verdict', 'ground'],
      },
      {
        properties: { verdict: { const: 'refused' }, ground: { const: 'other' } },
        required: ['verdict', 'ground', 'article'],
      },
    ],
  });
export type RepairDecisionRequest = z.infer<typeof repairDecisionRequest>;

export const extensionRequest = z.strictObject({ reason: words });

/** Files an objection to the public notice or, with a verdict, rules on an open one. */
export const noticeObjectionRequest = z.union([
  z.strictObject({ grounds: words, attachments: attachments.optional() }),
  z.strictObject({
    verdict: z.enum(['upheld', 'refused']),
    reason: words,
    /** Which objection, if several are open; by default the oldest open one. */
    number: z.int().min(1).optional(),
  }),
]);
export type NoticeObjectionRequest = z.infer<typeof noticeObjectionRequest>;

/** Files an objection to a refused repair (annex 5) or, with a verdict, decides it. */
export const refusalObjectionRequest = z.union([
  z.strictObject({
    applicant,
    grounds: words,
    attachments: attachments.optional(),
    /** Day on which the subject received the refusal; by default the day of the refusal. */
    refusalReceivedOn: dayText.optional(),
    receivedOn: dayText.optional(),
  }),
  z.strictObject({ verdict: z.enum(['upheld', 'refused']), reason: words }),
]);
export type RefusalObjectionRequest = z.infer<typeof refusalObjectionRequest>;

const deadline = z.strictObject({ on: z.string(), provisional: z.boolean() });
const namedDecision = z.strictObject({
  fact: z.string(),
  documentNumber: z.string(),
  authority: z.string(),
  decidedOn: z.string(),
  indicators: z.array(z.string()),
});
const officer = z.strictObject({ by: z.string(), at: z.string() });
const refusalGround = z.strictObject({
  ground: z.enum(['too-early', 'recurred', 'excluded-kind', 'found-elsewhere', 'other']),
  explanation,
  article: z.string(),
  documentNumber: z.string().optional(),
  /** The first day on which the repair would be possible; absent if there is none. */
  possibleFrom: z.string().optional(),
  recurredBy: z.string().optional(),
  /** The authority that found it and repairs it. */
  authority: z.string().optional(),
});
const applicantView = z.strictObject({
  capacity: z.string(),
  name: z.string(),
  id: z.string(),
  authorisation: z.string().optional(),
});

/** As in the request; absent where there is none. */
const changesView = {
  corrections: z.array(z.strictObject({ indicator: z.string(), value: z.string() })).optional(),
  additions: z
    .array(
      z.strictObject({
        documentNumber: z.string(),
        authority: z.string(),
        authorityLevel: z.enum(authorityLevels),
        decidedOn: z.string(),
      }),
    )
    .optional(),
};

/** A proposal that waits for a second officer. */
const proposal = officer.extend({
  verdict: z.enum(['upheld', 'granted', 'refused']),
  reason: z.string(),
});

export const objectionView = z.strictObject({
  id: z.string(),
  state: z.enum(['open', 'proposed', 'upheld', 'refused']),
  contests: z.strictObject({
    cycle: z.int(),
    grade: z.enum(grades),
    sheet: z.string(),
    madeKnownOn: z.string(),
  }),
  receivedOn: z.string(),
  objectBy: deadline,
  decideBy: deadline,
  decisions: z.array(namedDecision),
  ...changesView,
  applicant: applicantView,
  grounds: z.string(),
  attachments: z.array(z.string()),
  filed: officer,
  /** What the second officer confirms: what would be struck out, corrected and added, and why. */
  proposal: proposal.extend({ struckOut: z.array(namedDecision), ...changesView }).optional(),
  decision: officer
    .extend({
      verdict: z.enum(['upheld', 'refused']),
      decidedOn: z.string(),
      reason: z.string(),
      struckOut: z.array(namedDecision),
      ...changesView,
      /** Its number in the register of the bureau; absent in decisions of earlier releases. */
      serial: z.string().optional(),
      attachments: z.array(z.string()),
      proposedBy: z.string().optional(),
      /** What the second officer said; `reason` is that of who proposed. */
      confirmation: z.string().optional(),
    })
    .optional(),
});
export type ObjectionView = z.infer<typeof objectionView>;

export const repairView = z.strictObject({
  id: z.string(),
  state: z.enum([
    'open',
    'proposed',
    'refused',
    'refusal-contested',
    'in-notice',
    'notice-contested',
    'stopped',
    'repaired',
  ]),
  receivedOn: z.string(),
  decideBy: deadline,
  decisions: z.array(namedDecision),
  applicant: applicantView,
  grounds: z.string(),
  attachments: z.strictObject({ form: z.string(), proofs: z.array(z.string()), commitment: z.string() }),
  /** Reasons against the repair on the day it was received. */
  obstacles: z.array(refusalGround),
  filed: officer,
  extension: officer.extend({ reason: z.string() }).optional(),
  proposal: proposal.optional(),
  decision: officer
    .extend({
      verdict: z.enum(['granted', 'refused']),
      decidedOn: z.string(),
      serial: z.string(),
      reason: z.string(),
      grounds: z.array(refusalGround),
      proposedBy: z.string().optional(),
      /** What the second officer said; `reason` is that of who proposed. */
      confirmation: z.string().optional(),
    })
    .optional(),
  /** The objection to a refusal (annex 5). */
  refusalObjection: z
    .strictObject({
      receivedOn: z.string(),
      objectBy: deadline,
      decideBy: deadline,
      applicant: applicantView,
      grounds: z.string(),
      attachments: z.array(z.string()),
      filed: officer,
      proposal: proposal.optional(),
      ruling: officer
        .extend({
          verdict: z.enum(['upheld', 'refused']),
          decidedOn: z.string(),
          reason: z.string(),
          proposedBy: z.string().optional(),
          /** What the second officer said; `reason` is that of who proposed. */
          confirmation: z.string().optional(),
        })
        .optional(),
    })
    .optional(),
  /** Last day of the public notice. */
  noticeUntil: deadline.optional(),
  noticeObjections: z.array(
    z.strictObject({
      number: z.int(),
      receivedOn: z.string(),
      grounds: z.string(),
      attachments: z.array(z.string()),
      ruling: officer
        .extend({ verdict: z.enum(['upheld', 'refused']), decidedOn: z.string(), reason: z.string() })
        .optional(),
    }),
  ),
  effectiveOn: z.string().optional(),
});
export type RepairView = z.infer<typeof repairView>;

/** What is due, oldest first. It contains no names. */
export const deadlinesAnswer = z.strictObject({
  deadlines: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.enum(['objection', 'repair']),
      state: z.string(),
      /**
       * `decide`: a decision. `extended`: a decision within the longer limit. `notice`: the end of the public notice.
       * `objection`: the decision on an objection to a refused repair.
       */
      what: z.enum(['decide', 'extended', 'notice', 'objection']),
      on: z.string(),
      /** The arrangement of its year is not announced, so the day may change. */
      provisional: z.boolean(),
      /** The first deadline, if the calendar changed it. */
      movedFrom: z.string().optional(),
      isOverdue: z.boolean(),
      receivedOn: z.string(),
    }),
  ),
  next: z.string().optional(),
});
export type DeadlinesAnswer = z.infer<typeof deadlinesAnswer>;
