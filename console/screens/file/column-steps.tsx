import { Tag } from '../../parts/small.tsx';
import { countText } from '../../words/numbers.ts';
import type { NumberColumn } from './number-column.ts';

/** Goes through a pasted column, one file after the other. */
export function ColumnSteps({
  column: { numbers, unreadable },
  at,
  isReady,
  onOpen,
  onClear,
}: {
  column: NumberColumn;
  /** The one that was opened last; -1 before the first. */
  at: number;
  isReady: boolean;
  onOpen(at: number): void;
  onClear(): void;
}) {
  return (
    <div className="row column-steps">
      <Tag tone="note">粘贴的一列</Tag>
      <span role="status">
        {at < 0
          ? `${countText(numbers.length)} 个号码`
          : `第 ${countText(at + 1)} / ${countText(numbers.length)} 个`}
        {unreadable > 0 && `，另有 ${countText(unreadable)} 行不是号码`}
      </span>
      <button type="button" className="button" disabled={!isReady || at <= 0} onClick={() => onOpen(at - 1)}>
        上一个
      </button>
      <button
        type="button"
        className="button main-act"
        disabled={!isReady || at >= numbers.length - 1}
        onClick={() => onOpen(at + 1)}
      >
        {at < 0 ? '查阅第一个' : '下一个'}
      </button>
      <button type="button" className="button quiet" onClick={onClear}>
        清除
      </button>
      <span className="muted">每查阅一个都留回执；号码只在本页，离开后不保留。</span>
    </div>
  );
}
