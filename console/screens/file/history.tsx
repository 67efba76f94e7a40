import { Grade } from '../../parts/small.tsx';
import { pointsText } from '../../words/numbers.ts';
import { changesSince } from './changes.ts';
import type { Sheet } from './sheet.ts';

/** Score sheets as a time line, the newest first, each with what it changed. A sheet can be looked at as it was. */
export function History({
  sheets,
  shown,
  onShow,
}: {
  sheets: readonly Sheet[];
  shown: number | undefined;
  onShow(version: number): void;
}) {
  if (sheets.length === 0) return <p className="muted">没有计分单。</p>;
  return (
    <ol className="timeline" reversed>
      {sheets.map((one, index) => (
        <li key={one.version}>
          <p className="row">
            <Grade grade={one.sheet.grade} /> {pointsText(one.sheet.score)} 分
            <span className="muted">{one.evaluatedOn}</span>
            {one.version === shown ? (
              <span className="muted">正在查看</span>
            ) : (
              <button type="button" className="button small" onClick={() => onShow(one.version)}>
                查看
              </button>
            )}
          </p>
          {changesSince(sheets[index + 1], one).map((change) => (
            <p key={change} className="muted">
              {change}
            </p>
          ))}
        </li>
      ))}
    </ol>
  );
}
