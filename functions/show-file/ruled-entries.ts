import type { DecisionFact, Origin } from '../../lib/credit-file/facts/fact.ts';
import {
  documentOf,
  type RuledEvidence,
  type RuledValue,
} from '../../lib/credit-file/projection/ruled-evidence.ts';
import { commendation } from '../../lib/regulation/file-only-findings.ts';
import { type Day, yearOf } from '../../lib/shared/day.ts';
import type { Entry } from './page-section.ts';

const originView = ({ run, row, fileSha256, source }: Origin) => ({ run, row, fileSha256, source });

/** Values that upheld objections corrected: the bureau's own word, with the case as its document. */
export const correctedEntries = ({ values }: RuledEvidence): Entry[] =>
  values.map(({ fact, indicator, value, document, authority, ruledOn, origin }) => ({
    id: `${fact}/${indicator}`,
    view: () => ({
      key: fact,
      documentNumber: document,
      authority,
      decidedOn: ruledOn,
      actOn: ruledOn,
      content: { kind: 'finding' as const, indicator, value },
      usage: 'shared' as const,
      status: 'standing' as const,
      origin: originView(origin),
    }),
  }));

/** Commendations that upheld objections added, but for those whose record has come in since. */
export const addedEntries = ({ commendations }: RuledEvidence, known: readonly DecisionFact[]): Entry[] => {
  const inFile = new Set(known.map((fact) => documentOf({ ...fact, authority: fact.authority.name })));
  return commendations
    .filter((added) => !inFile.has(documentOf(added)))
    .map(({ fact, documentNumber, authority, authorityLevel, decidedOn, origin }) => ({
      id: `${fact}/${documentNumber}`,
      view: () => ({
        key: fact,
        documentNumber,
        authority,
        decidedOn,
        actOn: decidedOn,
        content: { kind: 'finding' as const, indicator: commendation, authorityLevel },
        usage: 'shared' as const,
        status: 'standing' as const,
        origin: originView(origin),
      }),
    }));
};

/** The day from which a measured value counts no more, because an objection to the result of its year corrected it. */
export function correctedOn(
  { content }: Pick<DecisionFact, 'content'>,
  decidedOn: Day,
  values: readonly RuledValue[],
): Day | undefined {
  if (content.kind !== 'finding') return undefined;
  return values.find(
    ({ indicator, cycle, ruledOn }) =>
      indicator === content.indicator && cycle === yearOf(decidedOn) && decidedOn <= ruledOn,
  )?.ruledOn;
}
