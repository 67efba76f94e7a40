import type { Band, RuleSpecOf } from '../../../schemas/indicator-table.ts';
import type { ScoringEvidence } from '../evidence.ts';
import { type Exact, exact, greater, share, sumOf, zero } from '../exact.ts';
import { type Rule, surveyBounds } from './rule.ts';

/** A value falls in one of several bands. Each band has its loss. */
export const banded: Rule<'banded'> = {
  // An established act without a loss counts as an amount of 0.
  shapeOf: ({ field }) =>
    field === 'amount'
      ? { may: field }
      : { needs: field, ...(field === 'value' && { bounds: surveyBounds }) },
  evaluate({ bands, field, takes }, evidence, { weight }) {
    const figure =
      takes === 'sum' ? sumOf(evidence.map((item) => item[field] ?? '0')) : lastOf(evidence, field);
    const band = bands.find(({ upTo }) => upTo === undefined || isWithin(figure, upTo));
    return { awarded: greater(zero, weight.sub(band ? lossOf(band.loses, weight) : zero)) };
  },
};

const lastOf = (evidence: readonly ScoringEvidence[], field: RuleSpecOf<'banded'>['field']): Exact =>
  exact(evidence.at(-1)?.[field] ?? '0');

function isWithin(figure: Exact, { figure: limit, inclusive }: NonNullable<Band['upTo']>): boolean {
  const order = figure.compare(exact(limit));
  return order < 0 || (inclusive && order === 0);
}

const lossOf = (loss: Band['loses'], weight: Exact): Exact =>
  'points' in loss ? exact(loss.points) : weight.mul(share(...loss.share));
