import { useState } from 'react';
import { Grade, Panel, Tag } from '../../parts/small.tsx';
import { Empty } from '../../parts/state.tsx';
import { usePerson } from '../../session/session-context.tsx';
import { categoryNames, sanctionNames, schemeNames, subjectStatusNames } from '../../words/codes.ts';
import { pointsText } from '../../words/numbers.ts';
import { timeText } from '../../words/times.ts';
import { DecisionTable } from './decision-table.tsx';
import { History } from './history.tsx';
import { LinePage } from './line-page.tsx';
import type { File, Sheet } from './sheet.ts';
import { Waterfall } from './waterfall.tsx';

export function FileView({ file }: { file: File }) {
  const [version, setVersion] = useState<number>();
  const shown = file.scoreSheets.find((one) => one.version === version) ?? file.scoreSheets[0];
  return (
    <>
      <Summary file={file} />
      <div className="split wide-left">
        {shown ? <Score entry={shown} isNewest={shown === file.scoreSheets[0]} /> : <NoScore />}
        <div className="stack">
          <Panel title="惩戒">
            <Sanctions file={file} />
          </Panel>
          <Panel title="等级的变化">
            <History sheets={file.scoreSheets} shown={shown?.version} onShow={setVersion} />
          </Panel>
        </div>
      </div>
      <Panel title={`失信信息（${file.counts.dishonesty ?? file.dishonesty.length}）`} isBare>
        <DecisionTable decisions={file.dishonesty} />
      </Panel>
      {file.next && <div className="notice note">内容较多，以上每部分只列出第一页。</div>}
      <Footer file={file} />
    </>
  );
}

const NoScore = () => (
  <Panel title="计分">
    <Empty title="没有计分">该类主体不评定等级，或者尚未计分。</Empty>
  </Panel>
);

function Summary({ file: { basic, standing, legalBasis, asOf } }: { file: File }) {
  return (
    <section className="panel">
      <div className="body summary">
        {standing && <Grade grade={standing.grade} large />}
        <div className="grow">
          <h2 className="subject">{basic.name}</h2>
          <p className="row">
            <Tag tone="note">{categoryNames[basic.category]}</Tag>
            <Tag tone={basic.status === 'active' ? 'good' : 'warn'}>{subjectStatusNames[basic.status]}</Tag>
            <span className="muted">{schemeNames[basic.scheme]}</span>
            <span className="mono">{basic.id}</span>
            {basic.medinsCode && (
              <>
                <span className="muted">医保编码</span>
                <span className="mono">{basic.medinsCode}</span>
              </>
            )}
          </p>
          {asOf && <p>截至 {asOf}</p>}
        </div>
        {standing && (
          <dl className="counts">
            <div>
              <dt>得分</dt>
              <dd>{pointsText(standing.score)}</dd>
            </div>
            <div>
              <dt>{standing.state === 'published' ? '已发布' : '过程结果'}</dt>
              <dd>{standing.cycle}</dd>
            </div>
          </dl>
        )}
      </div>
      <p className="basis muted">{legalBasis}</p>
    </section>
  );
}

function Score({ entry: { sheet, version, evaluatedOn }, isNewest }: { entry: Sheet; isNewest: boolean }) {
  const lost = sheet.lines.find((line) => line.basis === 'evidence');
  const [chosen, choose] = useState(lost?.indicator);
  const line = sheet.lines.find(({ indicator }) => indicator === chosen);
  return (
    <Panel
      title="为什么是这个等级"
      aside={
        <>
          {!isNewest && <Tag tone="warn">先前的计分单</Tag>}
          <span className="muted">
            第 {version} 版，{evaluatedOn}
          </span>
        </>
      }
    >
      <div className="stack">
        {sheet.vetoed && <div className="notice bad">一票否决：不论得分，评为 E 级。</div>}
        {sheet.downgraded && <div className="notice warn">依照办法降低一级。</div>}
        <Waterfall sheet={sheet} chosen={chosen} onChoose={({ indicator }) => choose(indicator)} />
        {line ? <LinePage line={line} sheet={sheet} /> : <p className="muted">没有扣分记录。</p>}
        <details>
          <summary>全部 {sheet.lines.length} 项指标</summary>
          <table>
            <thead>
              <tr>
                <th scope="col">指标</th>
                <th scope="col" className="number">
                  分值
                </th>
                <th scope="col" className="number">
                  得分
                </th>
                <th scope="col">条款</th>
              </tr>
            </thead>
            <tbody>
              {sheet.lines.map((one) => (
                <tr key={one.indicator}>
                  <td>{one.name}</td>
                  <td className="number">{pointsText(one.weight)}</td>
                  <td className="number">{pointsText(one.awarded)}</td>
                  <td>{one.article}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      </div>
    </Panel>
  );
}

function Sanctions({ file: { sanctions, hold, awaitingBasis = [], awaitingSanction } }: { file: File }) {
  const isNone = sanctions.length === 0 && !hold && awaitingBasis.length === 0 && !awaitingSanction;
  return (
    <div className="stack">
      {isNone && <p className="muted">没有生效或者待生效的惩戒。</p>}
      {sanctions.map(({ kind, from, until }) => (
        <p key={`${kind} ${from}`}>
          <Tag tone="bad">{sanctionNames[kind]}</Tag> 自 {from} 起{until && `，${until} 恢复`}
        </p>
      ))}
      {hold && (
        <p>
          <Tag tone="warn">待复核</Tag> {sanctionNames[hold.suspension.kind ?? 'settlement-suspension']}，自{' '}
          {hold.suspension.from} 起；{timeText(hold.dueAt)} 前复核
        </p>
      )}
      {awaitingSanction && (
        <p>
          <Tag tone="note">发布后生效</Tag> {sanctionNames[awaitingSanction.kind] ?? awaitingSanction.kind}
        </p>
      )}
      {awaitingBasis.map(({ kind, since }) => (
        <p key={`${kind} ${since}`}>
          <Tag tone="note">待依据</Tag> {sanctionNames[kind] ?? kind}，自 {since} 起等待可以适用的文件
        </p>
      ))}
    </div>
  );
}

/** Printouts say who, when and by which receipt. */
function Footer({ file }: { file: File }) {
  const person = usePerson();
  return (
    <p className="muted">
      {person?.name} 于 {timeText(new Date().toISOString())} 查阅，回执{' '}
      <span className="mono">{file.receiptId}</span>
    </p>
  );
}
