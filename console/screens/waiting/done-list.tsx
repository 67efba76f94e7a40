import { useState } from 'react';
import { Confirm } from '../../parts/confirm.tsx';
import { Reason } from '../../parts/field.tsx';
import { Panel, Tag } from '../../parts/small.tsx';
import { waitingTitle } from '../../words/waiting.ts';
import type { Act, Done } from './item.ts';

const words: Readonly<Record<Act['kind'], string>> = {
  correction: '已更正',
  dismissal: '不予采纳',
  undo: '已撤销',
};

/** The last decisions of this sitting; each can be taken back. */
export function DoneList({
  done,
  isBusy,
  onUndo,
}: {
  done: readonly Done[];
  isBusy: boolean;
  onUndo(id: string, reason: string): void;
}) {
  const [asked, ask] = useState<string>();
  const [reason, setReason] = useState('');
  if (done.length === 0) return null;
  return (
    <Panel title="最近的办理" isBare>
      <ul className="plain" aria-live="polite">
        {done.map(({ number, act, isProposed, waitsAgain }) => (
          <li key={number} className="item row between">
            <span>
              {words[act.kind]} <span className="muted mono">{act.id.slice(-8)}</span>{' '}
              {isProposed && <Tag tone="warn">待第二人</Tag>}
              {waitsAgain && <Tag tone="bad">{waitingTitle(waitsAgain)}</Tag>}
            </span>
            {act.kind !== 'undo' && !isProposed && (
              <button type="button" className="button small" disabled={isBusy} onClick={() => ask(act.id)}>
                撤销
              </button>
            )}
          </li>
        ))}
      </ul>
      <Confirm
        open={asked !== undefined}
        title="撤销这一决定"
        act="撤销"
        isDisabled={!reason.trim()}
        onConfirm={() => {
          if (asked) onUndo(asked, reason.trim());
          ask(undefined);
          setReason('');
        }}
        onClose={() => ask(undefined)}
      >
        <p>该行恢复为待人工；已记入档案的内容一并撤回，并重新计分。</p>
        <Reason value={reason} onChange={setReason} />
      </Confirm>
    </Panel>
  );
}
