import { Paper } from '../../parts/paper.tsx';
import { Tag, Time } from '../../parts/small.tsx';
import { usePlace } from '../../session/session-context.tsx';
import { capacityNames, type Objection } from '../../words/cases.ts';

/** Who applied, when, and why. */
export const Application = ({
  one: { applicant, receivedOn, grounds, filed },
}: {
  one: Pick<Objection, 'applicant' | 'receivedOn' | 'grounds' | 'filed'>;
}) => (
  <dl className="pairs">
    <dt>申请人</dt>
    <dd>
      <b>{applicant.name}</b>{' '}
      {capacityNames[applicant.capacity as keyof typeof capacityNames] ?? applicant.capacity}{' '}
      <span className="mono">{applicant.id}</span>
    </dd>
    <dt>收到</dt>
    <dd>
      {receivedOn} <span className="muted">{filed.by} 登记于</span> <Time at={filed.at} />
    </dd>
    <dt>事实和理由</dt>
    <dd className="words">{grounds}</dd>
  </dl>
);

export const DueDay = ({
  deadline: { on, provisional },
}: {
  deadline: { on: string; provisional: boolean };
}) => (
  <>
    {on}
    {provisional && <Tag tone="warn">暂定</Tag>}
  </>
);

type Decision = Objection['decisions'][number];

export const Decisions = ({ of, title }: { of: readonly Decision[]; title: string }) =>
  of.length === 0 ? null : (
    <table>
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">文书</th>
          <th scope="col">机关</th>
          <th scope="col">决定日期</th>
          <th scope="col">指标</th>
        </tr>
      </thead>
      <tbody>
        {of.map(({ fact, documentNumber, authority, decidedOn, indicators }) => (
          <tr key={fact}>
            <td>{documentNumber}</td>
            <td>{authority}</td>
            <td className="nowrap">{decidedOn}</td>
            <td>{indicators.join('、')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );

/** Values that are corrected and good-faith information that is added. */
export const Changes = ({
  of: { corrections = [], additions = [] },
}: {
  of: Pick<Objection, 'corrections' | 'additions'>;
}) => (
  <>
    {corrections.map(({ indicator, value }) => (
      <p key={indicator}>
        <Tag tone="note">更正</Tag> {indicator} 应为 {value}
      </p>
    ))}
    {additions.map(({ documentNumber, authority, decidedOn }) => (
      <p key={documentNumber}>
        <Tag tone="note">补充守信信息</Tag> {documentNumber}，{authority}，{decidedOn}
      </p>
    ))}
  </>
);

/** Documents that were handed in. Each that is opened is recorded. */
export function Attachments({ of }: { of: readonly (readonly [string, string])[] }) {
  const { api } = usePlace();
  if (of.length === 0) return null;
  return (
    <div className="row">
      {of.map(([words, attachment]) => (
        <Paper
          key={attachment}
          words={words}
          fetchPaper={() => api.download('GET /v1/attachments/{attachment}', { params: { attachment } })}
        />
      ))}
    </div>
  );
}

/** What somebody said of it, and when. */
export const Said = ({
  title,
  by,
  at,
  words,
}: {
  title: string;
  by: string;
  at: string;
  words?: string | undefined;
}) => (
  <p>
    <b>{title}</b>{' '}
    <span className="muted">
      {by}，<Time at={at} />
    </span>
    {words && (
      <>
        <br />
        <span className="words">{words}</span>
      </>
    )}
  </p>
);

/** Who proposed what a second officer confirmed. */
export const ProposedBy = ({
  of: { proposedBy, confirmation },
}: {
  of: { readonly proposedBy?: string | undefined; readonly confirmation?: string | undefined };
}) =>
  proposedBy ? (
    <p className="muted">
      {proposedBy} 提出{confirmation && `，确认意见：${confirmation}`}
    </p>
  ) : null;
