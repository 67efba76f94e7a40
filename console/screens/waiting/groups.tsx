import type { AnswerOf } from '../../api/operation-types.ts';
import { countText } from '../../words/numbers.ts';
import { sourceNames } from '../../words/sources.ts';
import { distanceText } from '../../words/times.ts';
import { waitingTitle } from '../../words/waiting.ts';

export type Group = AnswerOf<'GET /v1/quarantine/counts'>['counts'][number];

/** Groups of one source and reason, the largest first. */
export const GroupList = ({
  groups,
  isChosen,
  onChoose,
}: {
  groups: readonly Group[];
  isChosen(group: Group): boolean;
  onChoose(group: Group): void;
}) => (
  <ul className="plain">
    {groups.map((group) => (
      <li key={`${group.kind} ${group.source} ${group.reason}`}>
        <button
          type="button"
          className="item"
          aria-current={isChosen(group) ? 'true' : undefined}
          onClick={() => onChoose(group)}
        >
          <span className="row between">
            <b>{waitingTitle(group.reason)}</b>
            <span>{countText(group.waiting)}</span>
          </span>
          <span className="muted">
            {sourceNames[group.source]}，最早 {distanceText(group.oldest, new Date())}
          </span>
        </button>
      </li>
    ))}
  </ul>
);
