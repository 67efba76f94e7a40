import {
  awaitsConfirmation,
  correctionOf,
  findingAwaitsConfirmation,
  proposersOf,
} from '../../lib/application/quarantine/awaits-confirmation.ts';
import { openRow } from '../../lib/application/quarantine/row-content.ts';
import { type QuarantinedRow, rowIdOf } from '../../lib/feeds/quarantine.ts';
import { isInstitution } from '../../lib/shared/category.ts';
import { maskedIdentifier } from '../../lib/shared/identifiers.ts';
import type { DecisionRecord } from '../../schemas/record.ts';
import type { Review } from '../../schemas/reviews.ts';
import { type Found, type ReviewDeps, reviewsMost } from './review.ts';

/** Findings of the bureau that wait for a second officer (Art. 12, policy parameter `findings.review`), oldest first. */
export async function findingReviews({ waiting, quarantine, vault }: ReviewDeps): Promise<Found> {
  const prefix = `medical-insurance#${findingAwaitsConfirmation.code}#`;
  const { keys, next } = await waiting.list('Q', { prefix, limit: reviewsMost });
  const rows = await Promise.all(keys.map(({ runId, row }) => quarantine.read(runId, row)));
  const reviews = rows.flatMap((row): Review[] => {
    const record = row && awaitsConfirmation(row) ? openRow(vault, row).record : undefined;
    return row && record ? [reviewOf(row, record)] : [];
  });
  return { reviews, isCut: next !== undefined };
}

function reviewOf(row: QuarantinedRow, record: DecisionRecord): Review {
  const id = rowIdOf(row);
  const { documentNumber, authority, decidedOn, matter, usage } = record;
  const subject = subjectOf(record);
  return {
    kind: 'finding',
    id,
    ...(subject && { subject }),
    effect: effectOf(record),
    ...(matter && { reason: matter }),
    grounds: [
      {
        ...(usage !== 'restricted' && { documentNumber }),
        authority: authority.name,
        decidedOn,
        source: row.source,
      },
    ],
    proposedBy: proposersOf(row),
    proposedAt: correctionOf(row)?.at ?? row.receivedAt,
    see: `GET /v1/quarantine/${id}`,
    decide: `POST /v1/findings/${id}/decision`,
  };
}

/** As the row names the subject, which may not be known yet: the finding of the bureau creates it. */
function subjectOf({ subject: { category, name = '', id } }: DecisionRecord): Review['subject'] {
  if (!category) return undefined;
  return { category, name, id: isInstitution(category) ? id : maskedIdentifier(id) };
}

/** `original ip.crime`, with the figures that count: `amendment ip.drug-resale amount 1200`. */
function effectOf({ status, content }: DecisionRecord): string {
  if (content.kind !== 'finding') return status;
  const { kind: _, indicator, ...figures } = content;
  return [
    status,
    indicator,
    ...Object.entries(figures).flatMap(([name, figure]) => [name, String(figure)]),
  ].join(' ');
}
