import { describe, expect, it } from 'vitest';
import { decisionKey } from '../../../../../lib/application/intake/facts.ts';
import { decisionStates } from '../../../../../lib/credit-file/facts/decision-state.ts';
import type { DecisionFact } from '../../../../../lib/credit-file/facts/fact.ts';
import { documentKey } from '../../../../../lib/credit-file/facts/identity.ts';
import { day } from '../../../../../lib/shared/day.ts';
import type { DecisionRecord } from '../../../../../schemas/record.ts';
import { party } from '../../../../support/facts.ts';

const bureau = '西藏自治区市场监督管理局';

/** A fine in a template of 双公示. V1 gives its authority without a code, and no amounts. */
function fine(form: 'V1' | 'V2', change: Partial<DecisionFact> = {}): DecisionFact {
  const authority: DecisionRecord['authority'] = {
    name: bureau,
    kind: 'market-supervision',
    ...(form === 'V2' && { id: '11540000000000000X' }),
  };
  const on = day('2026-03-01');
  const said = {
    documentNumber: '藏市监处罚〔2026〕12号',
    authority,
    decidedOn: on,
    actOn: on,
    status: 'original' as const,
    content: {
      kind: 'penalty' as const,
      penalties: ['fine' as const],
      ...(form === 'V2' && { fineCny: '20000' }),
    },
    ...change,
  };
  const document = documentKey(said);
  return {
    type: 'decision',
    key: decisionKey({ ...said, document, category: undefined }),
    origin: {
      run: form,
      row: 1,
      batch: 0,
      fileSha256: 'sha',
      source: 'market-supervision',
      by: 'x',
      receivedAt: '2026-06-01T00:00:00Z',
    },
    document,
    ...said,
    usage: 'public',
    scheme: 'uscc',
    identity: { sealed: 'sealed' as never, digest: party, nameDigest: 'name' },
    createsSubject: false,
  };
}

const statesOf = (...facts: DecisionFact[]) =>
  decisionStates(facts).map(({ fact, revoked, contested }) => ({
    run: fact.origin.run,
    revoked,
    contested,
  }));

describe('one decision in an older and a newer template', () => {
  it('is one, in any order, and the form that says more speaks for it', () => {
    const one = [{ run: 'V2', revoked: false, contested: false }];
    expect(statesOf(fine('V1'), fine('V2'))).toEqual(one);
    expect(statesOf(fine('V2'), fine('V1'))).toEqual(one);
  });

  it('is revoked by a revocation in either form', () => {
    const revocation = fine('V1', { status: 'revocation' });
    expect(statesOf(fine('V2'), revocation)).toEqual([{ run: 'V2', revoked: true, contested: false }]);
  });

  it('is contested when the two forms contradict each other', () => {
    const other = fine('V1', { content: { kind: 'penalty', penalties: ['warning'] } });
    expect(statesOf(fine('V2'), other)).toMatchObject([{ contested: true }]);
  });

  it('is another one when the authority is another', () => {
    const other = fine('V1', { authority: { name: '拉萨市市场监督管理局', kind: 'market-supervision' } });
    expect(statesOf(fine('V2'), other)).toHaveLength(2);
  });
});
