import { useAnswer } from '../../api/queries.ts';
import { Panel, Tag, Time } from '../../parts/small.tsx';
import { Loaded } from '../../parts/state.tsx';
import { sourceNames } from '../../words/sources.ts';
import { DecideForm } from './decide-form.tsx';
import { Evidence } from './evidence.tsx';
import type { Detail, ItemPageProps } from './item.ts';

/** One item: why it waits, what was sent, and what is decided. Reading it is recorded. */
export function ItemPage(props: ItemPageProps) {
  const query = useAnswer(
    'GET /v1/quarantine/{id}',
    { params: { id: props.id } },
    { staleTime: Number.POSITIVE_INFINITY, gcTime: 60_000 },
  );
  return (
    <Loaded of={query}>
      {(detail) => (
        <div className="stack" tabIndex={-1} ref={focusIfLost}>
          <Why detail={detail} />
          <DecideForm key={stepOf(detail)} detail={detail} {...props} />
          <Evidence detail={detail} keysOn={props.keysOn} />
        </div>
      )}
    </Loaded>
  );
}

/** A form begins anew with the next decision on its row, and not when names and numbers are shown. */
const stepOf = ({ state, decisions = [] }: Detail): string => `${state} ${decisions.length}`;

/** The item that was decided is gone, and the focus with it: the next one has it. */
const focusIfLost = (page: HTMLElement | null): void => {
  if (document.activeElement === document.body) page?.focus({ preventScroll: true });
};

const Why = ({ detail }: { detail: Detail }) => {
  const findings = detail.findings ?? [];
  return (
    <Panel
      title={`${sourceNames[detail.source]}${detail.row === undefined ? '' : `，第 ${detail.row} 行`}`}
      aside={
        <>
          <span className="muted">
            收到 <Time at={detail.since} />
          </span>
          <a href={`#/runs/${detail.runId}`}>批次</a>
        </>
      }
    >
      <div className="stack">
        {findings.length === 0 && <p>{detail.explanation}</p>}
        {findings.map(({ column, code, explanation }) => (
          <p key={`${column} ${code}`}>
            {column && <Tag tone="bad">{column}</Tag>} {explanation}
          </p>
        ))}
        {(detail.proposals ?? []).map(({ kind, by, at, lifts }) => (
          <div className="notice note" key={`${kind} ${at}`}>
            {by} 已提出办理（
            <Time at={at} />
            ），将解除：{lifts.join('、')}。另一人提交相同的内容后生效。
          </div>
        ))}
      </div>
    </Panel>
  );
};
