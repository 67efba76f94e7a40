import type { AnswerOf } from '../../api/operation-types.ts';

export type Finding = AnswerOf<'GET /v1/feeds/runs/{runId}/findings'>['findings'][number];

/** Why rows were not taken, row by row. */
export const FindingTable = ({ findings }: { findings: readonly Finding[] }) => (
  <div className="table-wrap scroll">
    <table>
      <thead>
        <tr>
          <th scope="col" className="number">
            行号
          </th>
          <th scope="col">列</th>
          <th scope="col">原因</th>
          <th scope="col">说明</th>
        </tr>
      </thead>
      <tbody>
        {findings.map(({ row, column, code, title, explanation }) => (
          <tr key={`${row} ${column} ${code}`}>
            <td className="number">{row}</td>
            <td className="column">{column}</td>
            <td className="nowrap">{title}</td>
            <td className="words">{explanation}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
