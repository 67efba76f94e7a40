import type { ReactNode } from 'react';
import { timeText } from '../words/times.ts';

export type Tone = 'good' | 'warn' | 'bad' | 'note' | 'plain';

export const Tag = ({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) => (
  <span className={`tag ${tone}`}>{children}</span>
);

/** A grade as a letter in its colour; the letter alone says it. */
export const Grade = ({ grade, large = false }: { grade: string; large?: boolean }) => (
  <span className={`grade grade-${grade} ${large ? 'large' : ''}`}>
    <span className="visually-hidden">信用等级</span>
    {grade}
  </span>
);

export const Time = ({ at }: { at: string | undefined }) =>
  at ? (
    <time className="nowrap" dateTime={at}>
      {timeText(at)}
    </time>
  ) : null;

/** A key beside what it does. */
export const Key = ({ children }: { children: ReactNode }) => <kbd>{children}</kbd>;

export function Panel({
  title,
  aside,
  children,
  isBare = false,
}: {
  title: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
  isBare?: boolean;
}) {
  return (
    <section className="panel">
      <header>
        <h2 className="grow">{title}</h2>
        {aside}
      </header>
      {isBare ? children : <div className="body">{children}</div>}
    </section>
  );
}

export const Head = ({
  title,
  note,
  children,
}: {
  title: string;
  note?: ReactNode;
  children?: ReactNode;
}) => (
  <div className="head">
    <div className="grow">
      <h1>{title}</h1>
      {note && <span className="muted">{note}</span>}
    </div>
    {children}
  </div>
);
