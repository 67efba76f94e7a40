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

describe('one decision under two spellings of its number', () => {
  const since = { joinsSpellings: true } as const;
  const number = (documentNumber: string, change: Partial<DecisionFact> = {}) =>
    fine('V2', { documentNumber, ...change });

  it.each([
    ['藏市监处罚〔2026〕12号', '藏市监处罚〔2026〕012号'],
    ['藏市监处罚〔2026〕12号', '藏市监处罚〔2026〕第12号'],
    ['藏市监处罚〔2026〕12号', '藏市监处罚(2026)第0012号'],
    ['藏市监处罚〔2026〕12号', '藏市监处罚〖2026〗12号'],
    ['藏市监处罚〔2026〕12号', '藏市监处罚〈2026〉12号'],
    ['藏市监处罚〔2026〕12号', '藏市监处罚《2026》12号'],
    ['藏市监处罚〔2026〕12号', '藏市监处罚{2026}12号'],
    ['藏市监处罚〔2026〕12号', '藏市监处罚「2026」12号'],
    ['藏市监处罚〔2026〕12号', '藏市监处罚『2026』12号'],
    ['藏市监处罚〔2026〕12号', '藏市监处罚＜２０２６＞１２號'],
    ['藏市监处罚〔2026〕12号', '藏市监处罚〔2026年〕12号'],
    ['藏市监处罚〔2026〕12号', '《藏市监处罚〔2026〕12号》'],
    ['藏市监处罚〔2026〕12号', "'藏市监处罚〔2026〕12号"],
    ['藏市监处罚〔2026〕12号', '藏市监处罚〔2026〕12号。'],
    ['藏市监处罚〔2026〕12号', '藏市监处罚〔2026〕12号_x000D_'],
    ['54010020260024', "'54010020260024"],
    ['(2026)藏0102执161号', '（2026）藏0102执0161号'],
  ])('is one: %s, %s', (one, other) => {
    const states = [{ contested: false }];
    expect(statesOf(number(one), number(other, since))).toMatchObject(states);
    expect(statesOf(number(other, since), number(one))).toMatchObject(states);
    expect(statesOf(number(one, since), fine('V1', { documentNumber: other }))).toMatchObject(states);
    const revoked = fine('V1', { documentNumber: other, status: 'revocation', ...since });
    expect(statesOf(number(one), revoked)).toMatchObject([{ revoked: true }]);
  });

  it.each([
    '藏市监处罚〔2025〕12号',
    '拉市监处罚〔2026〕12号',
    '藏市监处罚〔2026〕12-1号',
    '藏市监处罚〔2026〕12号之一',
    '藏市监处罚〔2026〕120号',
    '藏市监处罚〔2026〕12',
    '藏市监罚字〔2026〕12号',
    '藏市监处罚〔2026〕0号',
    '藏市监处罚202612号',
    '藏市监处罚〔26〕12号',
  ])('is another one: %s', (other) => {
    expect(statesOf(number('藏市监处罚〔2026〕12号'), number(other, since))).toHaveLength(2);
  });

  it('is another one where the authority is another', () => {
    const authority = { name: bureau, id: '12540100433210003C', kind: 'market-supervision' } as const;
    expect(
      statesOf(number('藏市监处罚〔2026〕12号'), number('藏市监处罚〔2026〕012号', { authority, ...since })),
    ).toHaveLength(2);
  });

  it('stays two where both were stored before spellings were joined', () => {
    expect(statesOf(number('藏市监处罚〔2026〕12号'), number('藏市监处罚〔2026〕012号'))).toHaveLength(2);
  });

  it('is contested where the two spellings say different things', () => {
    const other = number('藏市监处罚〔2026〕012号', {
      ...since,
      content: { kind: 'penalty', penalties: ['fine'], fineCny: '3000' },
    });
    expect(statesOf(number('藏市监处罚〔2026〕12号'), other)).toMatchObject([{ contested: true }]);
  });

  it('is one with what an earlier release stored under a placeholder', () => {
    const other = { content: { kind: 'penalty' as const, penalties: ['fine' as const], fineCny: '3000' } };
    const earlier = [number('无'), number('无', other)];
    expect(statesOf(...earlier)).toMatchObject([{ contested: true }]);
    const again = [
      number('penalty:2026-03-01:1', since),
      number('penalty:2026-03-01:2', { ...since, ...other }),
    ];
    expect(statesOf(...earlier, ...again)).toMatchObject([{ contested: false }, { contested: false }]);
    const list = { kind: 'listing', list: 'serious-violation', listedOn: day('2026-03-01') } as const;
    const listing = (documentNumber: string) => fine('V1', { documentNumber, content: list, ...since });
    expect(statesOf(listing('无'), listing(`serious-violation:2026-03-01:${bureau}`))).toHaveLength(1);
  });
});
