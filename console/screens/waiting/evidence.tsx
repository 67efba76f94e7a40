import { Panel, Time } from '../../parts/small.tsx';
import { isPersonal, masked, withoutNumbers } from '../../words/masks.ts';
import type { Detail } from './item.ts';

const decisionNames: Readonly<Record<string, string>> = {
  correction: '更正',
  dismissal: '不予采纳',
  undo: '撤销',
  redo: '重新读取',
  mended: '归并',
  replaced: '由新报送替代',
  confirmation: '认定',
};

/** The row as it was sent. Names and numbers are covered until somebody asks; that it was read is recorded anyhow. */
export function Evidence({
  detail,
  isOpen,
  open,
}: {
  detail: Detail;
  isOpen: boolean;
  open(isOpen: boolean): void;
}) {
  const cells = Object.entries(detail.cells ?? {}).filter(([, value]) => value !== '');
  const wrong = new Set((detail.findings ?? []).flatMap(({ column }) => column ?? []));
  return (
    <>
      {cells.length > 0 && (
        <Panel
          title="报送的原文"
          isBare
          aside={
            <button
              type="button"
              className="button small"
              aria-pressed={isOpen}
              onClick={() => open(!isOpen)}
            >
              {isOpen ? '遮盖姓名和号码' : '显示姓名和号码'}
            </button>
          }
        >
          <dl className="cells">
            {cells.map(([column, value]) => [
              <dt key={`${column} key`} className={`key ${wrong.has(column) ? 'wrong' : ''}`}>
                {column}
              </dt>,
              <dd key={column} className={wrong.has(column) ? 'wrong' : ''}>
                {shown(column, value, isOpen)}
              </dd>,
            ])}
          </dl>
        </Panel>
      )}
      {detail.listing && (
        <Panel title="名单上的记录">
          <dl className="pairs">
            <dt>文号</dt>
            <dd>{detail.listing.documentNumber}</dd>
            <dt>机关</dt>
            <dd>{detail.listing.authority}</dd>
            <dt>列入日期</dt>
            <dd>{detail.listing.listedOn}</dd>
          </dl>
        </Panel>
      )}
      {(detail.decisions ?? []).length > 0 && (
        <Panel title="办理经过">
          <ul className="timeline">
            {(detail.decisions ?? []).map(({ kind, by, at }) => (
              <li key={`${kind} ${at}`}>
                {decisionNames[kind] ?? kind}，{by}，<Time at={at} />
              </li>
            ))}
          </ul>
        </Panel>
      )}
      <p className="muted">
        本次查看已留痕，回执 <span className="mono">{detail.receiptId}</span>
      </p>
    </>
  );
}

function shown(column: string, value: string, isOpen: boolean): string {
  if (isOpen) return value;
  return isPersonal(column) ? masked(value) : withoutNumbers(value);
}
