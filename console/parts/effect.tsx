import type { UseQueryResult } from '@tanstack/react-query';
import type { AnswerOf } from '../api/operation-types.ts';
import { categoryName, sanctionNames } from '../words/codes.ts';
import { pointsText } from '../words/numbers.ts';
import { Grade, Tag } from './small.tsx';
import { Loaded } from './state.tsx';

type Effect = AnswerOf<'GET /v1/repairs/{id}/effect'>;
type Side = Effect['files'][number]['before'];

/** What a decision would change in the files, before it is made. */
export const EffectView = ({ of }: { of: UseQueryResult<Effect, Error> }) => (
  <section className="effect" aria-label="对信用档案的影响">
    <Loaded of={of}>
      {({ files, lifts, receiptId }) => (
        <>
          {files.length === 0 && <p className="muted">没有信用档案因此变化。</p>}
          {files.length > 0 && (
            <table>
              <caption>对信用档案的影响（现在试算，尚未办理）</caption>
              <thead>
                <tr>
                  <th scope="col">主体</th>
                  <th scope="col">现在</th>
                  <th scope="col">办理以后</th>
                </tr>
              </thead>
              <tbody>
                {files.map(({ category, name, before, after }) => (
                  <tr key={category}>
                    <td>
                      {name}
                      <br />
                      <span className="muted">{categoryName(category)}</span>
                    </td>
                    <td>
                      <SideView side={before} />
                    </td>
                    <td>{isSame(before, after) ? '没有变化' : <SideView side={after} />}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {lifts.length > 0 && (
            <p className="notice warn">
              将解除{lifts.map((kind) => sanctionNames[kind] ?? kind).join('、')}：须由第二人确认后生效。
            </p>
          )}
          <p className="muted">
            试算已留痕，回执 <span className="mono">{receiptId}</span>
          </p>
        </>
      )}
    </Loaded>
  </section>
);

const isSame = (a: Side, b: Side): boolean => JSON.stringify(a) === JSON.stringify(b);

const SideView = ({ side: { standing, sanctions, waiting } }: { side: Side }) => (
  <div className="stack tight">
    {standing ? (
      <span className="row">
        <Grade grade={standing.grade} /> {pointsText(standing.score)} 分
        <span className="muted">{standing.cycle} 年度</span>
      </span>
    ) : (
      <span className="muted">不评等级</span>
    )}
    {sanctions.map(({ kind, from, until }) => (
      <span key={`${kind} ${from}`}>
        <Tag tone="bad">{sanctionNames[kind] ?? kind}</Tag> 自 {from}
        {until && `，${until} 恢复`}
      </span>
    ))}
    {waiting && (
      <span>
        <Tag tone="warn">待复核</Tag> {sanctionNames[waiting.kind] ?? waiting.kind}，自 {waiting.from}
      </span>
    )}
  </div>
);
