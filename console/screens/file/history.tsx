import { Grade } from '../../parts/small.tsx';
import { pointsText } from '../../words/numbers.ts';
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

const changesMost = 4;

/** The indicators whose points differ from the sheet before. */
export function changesSince(before: Sheet | undefined, now: Sheet): string[] {
  if (!before) return [];
  const earlier = new Map(before.sheet.lines.map(({ indicator, awarded }) => [indicator, awarded]));
  const changed = now.sheet.lines.filter(({ indicator, awarded }) => earlier.get(indicator) !== awarded);
  const words = changed
    .slice(0, changesMost)
    .map(
      ({ indicator, name, awarded }) =>
        `${name}：${pointsText(earlier.get(indicator) ?? '0')} → ${pointsText(awarded)}`,
    );
  return changed.length > changesMost ? [...words, `另有 ${changed.length - changesMost} 项`] : words;
}
