import type { DecisionRecord } from '../../../schemas/record.ts';
import type { SourceSettings } from '../feed.ts';
import type { RowReader } from '../row-reader.ts';

type State = 'original' | 'revocation' | 'repair' | 'under-objection' | 'unclear';

/** 当前状态 (CF_ZT, docs/formats.md 6.6): the only sign of a revocation or a repair in 双公示. */
export const penaltyStates: ReadonlyMap<string, State> = new Map([
  ['0', 'original'],
  ['正常', 'original'],
  ['1', 'revocation'],
  ['撤销', 'revocation'],
  ['已修复', 'repair'],
  ['2', 'under-objection'],
  ['异议', 'under-objection'],
  ['3', 'unclear'],
  ['其他', 'unclear'],
]);

/** Added to the matter of a disputed decision. The decision stays in effect until the authority decides. */
const objectionNote = '（异议处理中）';

/** What the state means for the record. A blank state is 正常. */
export function readState(
  row: RowReader<'state'>,
): { status: DecisionRecord['status']; note: string } | undefined {
  const state = row.has('state') ? row.oneOf('state', penaltyStates) : 'original';
  if (state === undefined) return undefined;
  if (state === 'unclear') {
    return row.find(
      'state',
      'state-unclear',
      'The state 其他 does not say whether the decision holds. Send 正常 or 撤销.',
    );
  }
  return state === 'under-objection'
    ? { status: 'original', note: objectionNote }
    : { status: state, note: '' };
}

/** Values of 信息使用范围. */
export const usageWords: ReadonlyMap<string, DecisionRecord['usage']> = new Map([
  ['0', 'public'],
  ['公示', 'public'],
  ['1', 'shared'],
  ['仅政府部门内部共享', 'shared'],
  ['政府部门内部共享', 'shared'],
  ['2', 'restricted'],
  ['仅可授权查询', 'restricted'],
  ['授权查询', 'restricted'],
]);

/** 信息使用范围 (CF_SYFW), or the value agreed with the source when the row does not state it. */
export const readUsage = (
  row: RowReader<'usage'>,
  settings: SourceSettings,
): DecisionRecord['usage'] | undefined =>
  row.has('usage') ? row.oneOf('usage', usageWords) : settings.usage;
