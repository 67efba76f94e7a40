import { countText } from '../../words/numbers.ts';
import { timeText } from '../../words/times.ts';
import { type Result, waitsAgain } from './bulk-rows.ts';

/** How many were decided, and of each other one why not. */
export function Outcome({ results }: { results: readonly Result[] }) {
  const of = (outcome: Result['outcome']) => results.filter((one) => one.outcome === outcome);
  const [proposed, left] = [of('proposed').length, of('not-reached').length];
  const refused = of('refused');
  const again = results.filter(waitsAgain).length;
  if (proposed + left + refused.length + again === 0) return null;
  return (
    <div className={`notice ${refused.length > 0 ? 'bad' : 'note'}`} role="alert">
      <p>
        {countText(of('decided').length)} 行已办理
        {again > 0 && `，其中 ${countText(again)} 行更正后仍有问题，继续待人工`}
        {proposed > 0 && `，${countText(proposed)} 行待第二人确认`}
        {left > 0 && `，${countText(left)} 行尚未处理，请再次提交`}
        {refused.length > 0 && `，${countText(refused.length)} 行没有办理：`}
      </p>
      <ul className="plain">
        {refused.map(({ id, problem, decidedBefore }) => (
          <li key={id}>
            第 {id.split('.')[1]} 行：
            {decidedBefore
              ? `${decidedBefore.by} 已于 ${timeText(decidedBefore.at)} 办理`
              : problem?.explanation}
          </li>
        ))}
      </ul>
    </div>
  );
}
