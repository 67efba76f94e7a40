import { usePerson } from '../session/session-context.tsx';
import { timeText } from '../words/times.ts';

/** On paper alone: who printed it, and when. */
export function PrintedBy() {
  const person = usePerson();
  return (
    <p className="print-only">
      打印：{person?.name}，{timeText(new Date().toISOString())}
    </p>
  );
}
