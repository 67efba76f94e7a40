import { useEffect, useRef, useState } from 'react';
import type { Fields } from '../session/drafts.ts';
import { usePlace } from '../session/session-context.tsx';

/** What of a form outlives a reload. `keep` is called at each rendering with what it has now. */
export function useDraft(form: string): { restored: Fields; keep(fields: Fields): void; drop(): void } {
  const { drafts } = usePlace().session;
  const [restored] = useState(() => drafts.read(form));
  const before = useRef<string>(undefined);
  const next = useRef<Fields>({});
  useEffect(() => {
    const written = JSON.stringify(next.current);
    // What a form begins with is no draft.
    if (before.current !== undefined && before.current !== written) drafts.write(form, next.current);
    before.current = written;
  });
  return {
    restored,
    keep: (fields) => {
      next.current = fields;
    },
    drop: () => drafts.drop(form),
  };
}

/** Says what was put back, and what a reload does not keep. */
export const DraftNote = ({ restored }: { restored: Fields }) => (
  <>
    {Object.keys(restored).length > 0 && (
      <p className="notice note" role="status">
        已恢复先前选择的选项、日期和数值；姓名、号码和理由不留存，请重新填写。
      </p>
    )}
    <p className="muted">
      页面重新载入后，选项、日期和数值仍在；姓名、号码、理由和附件不存入浏览器，不会保留。
    </p>
  </>
);
