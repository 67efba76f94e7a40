import type { AnswerOf } from '../../api/operation-types.ts';
import { Tag } from '../../parts/small.tsx';
import { templateName } from '../../words/codes.ts';
import { sizeText } from '../../words/numbers.ts';

type Run = AnswerOf<'GET /v1/feeds/runs/{runId}'>;

/** What was recognised of a file: template, format, encoding. */
export const FileFacts = ({ file }: { file: Run['file'] }) => (
  <dl className="pairs">
    <dt>模板</dt>
    <dd>{file.template === undefined ? '未识别' : templateName(file.template)}</dd>
    <dt>格式与编码</dt>
    <dd>
      {[file.format?.toUpperCase(), file.encoding?.toUpperCase(), sizeText(file.bytes)]
        .filter(Boolean)
        .join('，') || '未识别'}
    </dd>
    {file.sha256 && (
      <>
        <dt>SHA-256</dt>
        <dd className="mono">{file.sha256}</dd>
      </>
    )}
  </dl>
);

/** Why a file is held or was not read, with the columns it is about. */
export function RunProblem({ problem }: { problem: Run['problem'] }) {
  if (!problem) return null;
  const { explanation, columns = [], near = [], kept = [] } = problem;
  return (
    <div className="notice warn stack" role="status">
      <p>{explanation}</p>
      {columns.length > 0 && (
        <div className="row">
          涉及的列：
          {columns.map((column) => (
            <Tag key={column}>{column}</Tag>
          ))}
        </div>
      )}
      {near.map(({ column, meant }) => (
        <p key={column}>
          “{column}”与模板的“{meant}”相近，请核对列名。
        </p>
      ))}
      {kept.length > 0 && <p>以下列含金额或者号码，不能忽略：{kept.join('、')}</p>}
    </div>
  );
}

/** What counts as read otherwise than its column says, and rows that are no data. */
export const Readings = ({
  of: { readings = [], passedRows },
}: {
  of: Pick<Run, 'readings' | 'passedRows'>;
}) => (
  <>
    {passedRows && <p className="muted">{passedRows.count} 行不是数据（合计、制表人等），未计入。</p>}
    {readings.map(({ code, column, cells, explanation }) => (
      <p className="muted" key={`${code} ${column}`}>
        {column}（{cells} 格）：{explanation}
      </p>
    ))}
  </>
);
