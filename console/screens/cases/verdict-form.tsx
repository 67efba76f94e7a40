import { type ReactNode, useState } from 'react';
import { Confirm } from '../../parts/confirm.tsx';
import { DraftNote, useDraft } from '../../parts/draft.tsx';
import { Reason } from '../../parts/field.tsx';

/** One of two verdicts with a reason. What it does stands above the button; it is asked once more before it is said. */
export function VerdictForm<Verdict extends string>({
  about,
  verdicts,
  words,
  isBusy,
  isReady = () => true,
  children,
  error,
  onDecide,
}: {
  /** The case, and the step of it. */
  about: string;
  verdicts: readonly [favourable: Verdict, refusal: Verdict];
  words: Readonly<Record<Verdict, string>>;
  isBusy: boolean;
  /** Whether everything that a verdict needs is there, its effect among it. */
  isReady?(verdict: Verdict): boolean;
  /** What a verdict needs besides the reason. */
  children?(verdict: Verdict | undefined): ReactNode;
  error: ReactNode;
  onDecide(verdict: Verdict, reason: string): void;
}) {
  const draft = useDraft(`verdict ${about}`);
  const [verdict, setVerdict] = useState(
    verdicts.find((one) => one === draft.restored['verdict']) as Verdict | undefined,
  );
  draft.keep(verdict === undefined ? {} : { verdict });
  const [reason, setReason] = useState('');
  const [isAsked, ask] = useState(false);
  const isWhole = verdict !== undefined && reason.trim() !== '' && isReady(verdict) && !isBusy;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole) ask(true);
      }}
    >
      <fieldset className="ways row">
        <legend className="visually-hidden">决定</legend>
        {verdicts.map((one) => (
          <label key={one} className={`button ${one === verdict ? 'chosen' : ''}`}>
            <input type="radio" name="verdict" checked={one === verdict} onChange={() => setVerdict(one)} />
            {words[one]}
          </label>
        ))}
      </fieldset>
      {children?.(verdict)}
      <Reason label="理由（必填，写入文书）" value={reason} most={5000} onChange={setReason} />
      <DraftNote restored={draft.restored} />
      {error}
      <div className="row end">
        <button type="submit" className="button main-act" disabled={!isWhole}>
          {isBusy ? '正在提交…' : '作出决定'}
        </button>
      </div>
      <Confirm
        open={isAsked}
        title={verdict ? words[verdict] : ''}
        act="作出决定"
        isDisabled={isBusy}
        onConfirm={() => {
          ask(false);
          draft.drop();
          if (verdict) onDecide(verdict, reason.trim());
        }}
        onClose={() => ask(false)}
      >
        决定随理由留存并写入文书，不能更改。解除惩戒的，由第二人确认后生效。
      </Confirm>
    </form>
  );
}
