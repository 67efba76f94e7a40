import { Key, Tag } from '../../parts/small.tsx';
import { masked } from '../../words/masks.ts';
import type { Detail } from './item.ts';

/** Whom the row may be about, with what speaks for and against each. */
export const Candidates = ({
  detail,
  isOpen,
  chosen,
  onChoose,
}: {
  detail: Detail;
  isOpen: boolean;
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
          <span className="mono">{isOpen ? one.id : masked(one.id)}</span>
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
