import { Key, Tag } from '../../parts/small.tsx';
import type { Detail } from './item.ts';

/** Whom the row may be about, with what speaks for and against each. */
export const Candidates = ({
  detail,
  chosen,
  onChoose,
}: {
  detail: Detail;
  chosen: string | undefined;
  onChoose(key: string): void;
}) => (
  <>
    {(detail.candidates ?? []).map((one, index) => (
      <label key={one.key} className={`candidate ${one.key === chosen ? 'chosen' : ''}`}>
        <span className="row">
          <input
            type="radio"
            name="candidate"
            checked={one.key === chosen}
            onChange={() => onChoose(one.key)}
          />
          <b>{one.name}</b>
          <span className="mono">{one.id}</span>
          {index < 9 && <Key>{index + 1}</Key>}
          <Tag tone={one.against.length > 0 ? 'warn' : 'good'}>
            {one.against.length > 0 ? '有不符' : '无不符'}
          </Tag>
        </span>
        <span className="muted">{one.explanation}</span>
      </label>
    ))}
    {detail.candidatesElsewhere && <p className="muted">{detail.candidatesElsewhere.explanation}</p>}
  </>
);
