import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { AnswerOf } from '../../api/operation-types.ts';
import { Tag } from '../../parts/small.tsx';
import { timeText } from '../../words/times.ts';

export type Item = AnswerOf<'GET /v1/quarantine'>['items'][number];

/** As the style says. */
const itemPixels = 57;

/** The items of a group. Only those in sight are drawn, so that 100,000 scroll. */
export function ItemList({
  items,
  chosen,
  onChoose,
  onEnd,
}: {
  items: readonly Item[];
  chosen: string | undefined;
  onChoose(id: string): void;
  /** The last of those that were read is in sight. */
  onEnd(): void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => itemPixels,
    overscan: 8,
  });
  const shown = virtual.getVirtualItems();
  const isAtEnd = shown.at(-1)?.index === items.length - 1;
  useEffect(() => {
    if (isAtEnd) onEnd();
  }, [isAtEnd, onEnd]);
  const at = items.findIndex(({ id }) => id === chosen);
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at);
  }, [at, virtual]);
  return (
    <div className="scroll" ref={scroller}>
      <ul
        className="virtual plain"
        ref={(list) => list?.style.setProperty('height', `${virtual.getTotalSize()}px`)}
      >
        {shown.map(({ index, start }) => {
          const item = items[index];
          return item ? (
            <li key={item.id} ref={(line) => line?.style.setProperty('transform', `translateY(${start}px)`)}>
              <ItemLine item={item} isChosen={item.id === chosen} onChoose={onChoose} />
            </li>
          ) : null;
        })}
      </ul>
    </div>
  );
}

const ItemLine = ({
  item,
  isChosen,
  onChoose,
}: {
  item: Item;
  isChosen: boolean;
  onChoose(id: string): void;
}) => (
  <button
    type="button"
    className="item"
    aria-current={isChosen ? 'true' : undefined}
    onClick={() => onChoose(item.id)}
  >
    <span className="row between">
      <span>{item.row === undefined ? `移出 ${item.wentOn ?? ''}` : `第 ${item.row} 行`}</span>
      {item.findings?.[0]?.column && <span className="muted clip">{item.findings[0].column}</span>}
    </span>
    <span className="row between">
      <span className="muted">{timeText(item.since)}</span>
      {(item.findings?.length ?? 0) > 1 && <Tag>{item.findings?.length} 处</Tag>}
    </span>
  </button>
);
