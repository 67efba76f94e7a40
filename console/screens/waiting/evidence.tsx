import { Panel, Time } from '../../parts/small.tsx';
import { decisionNames } from './decision-names.ts';
import type { Detail } from './item.ts';
import { Reveal } from './reveal.tsx';

/** The row as it was sent. The API covers names and numbers until somebody asks with a reason. */
export function Evidence({ detail, keysOn }: { detail: Detail; keysOn: boolean }) {
  const cells = Object.entries(detail.cells ?? {}).filter(([, value]) => value !== '');
  const wrong = new Set((detail.findings ?? []).flatMap(({ column }) => column ?? []));
  return (
    <>
      {cells.length > 0 && (
        <Panel title="报送的原文" isBare>
          <div className="body">
            <Reveal key={detail.id} detail={detail} keysOn={keysOn} />
          </div>
          <dl className="cells">
            {cells.map(([column, value]) => [
              <dt key={`${column} key`} className={`key ${wrong.has(column) ? 'wrong' : ''}`}>
                {column}
              </dt>,
              <dd key={column} className={wrong.has(column) ? 'wrong' : ''}>
                {value}
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
