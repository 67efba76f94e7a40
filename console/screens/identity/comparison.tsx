import type { ReactNode } from 'react';
import { candidateGrounds } from '../../../schemas/reasons/candidates.ts';
import { Key, Tag, type Tone } from '../../parts/small.tsx';
import { categoryName } from '../../words/codes.ts';
import type { Detail } from '../waiting/item.ts';
import { type Choice, hasOwn } from './choices.ts';

const groundName = (ground: string): string =>
  candidateGrounds[ground as keyof typeof candidateGrounds] ?? ground;

interface Column {
  readonly key: string;
  readonly choice: Choice;
  readonly title: string;
  readonly hint?: string;
  readonly number?: string;
  readonly category?: string;
  readonly grounds: readonly string[];
  readonly against: readonly string[];
}

/** Candidates side by side: who, what agrees with the row, and what does not. */
export function Comparison({
  detail,
  choice,
  onChoose,
}: {
  detail: Detail;
  choice: Choice | undefined;
  onChoose(choice: Choice): void;
}) {
  const columns = columnsOf(detail);
  const line = (title: string, show: (column: Column) => ReactNode) => (
    <tr>
      <th scope="row">{title}</th>
      {columns.map((column) => (
        <td key={column.key}>{show(column)}</td>
      ))}
    </tr>
  );
  return (
    <div className="stack">
      {columns.length > 0 && (
        <table className="compare">
          <caption className="visually-hidden">候选主体的比较</caption>
          <thead>
            <tr>
              <td />
              {columns.map(({ key, choice: own, title, hint }) => (
                <th key={key} scope="col">
                  <label className={`candidate ${isSame(own, choice) ? 'chosen' : ''}`}>
                    <span className="row">
                      <input
                        type="radio"
                        name="candidate"
                        checked={isSame(own, choice)}
                        onChange={() => onChoose(own)}
                      />
                      <b>{title}</b>
                      {hint && <Key>{hint}</Key>}
                    </span>
                  </label>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {line('号码', ({ number }) => (
              <span className="mono">{number}</span>
            ))}
            {line('类别', ({ category }) => category && categoryName(category))}
            {line('相符', ({ grounds }) => (
              <Grounds of={grounds} tone="good" none="无" />
            ))}
            {line('不符', ({ against }) => (
              <Grounds of={against} tone="bad" none="无" />
            ))}
          </tbody>
        </table>
      )}
      {columns.length === 0 && <p>登记信息中没有与本行相符的主体；登记更新后重新比对。</p>}
      {detail.candidatesElsewhere && <p className="muted">{detail.candidatesElsewhere.explanation}</p>}
      <label className={`candidate ${choice === 'none' ? 'chosen' : ''}`}>
        <span className="row">
          <input
            type="radio"
            name="candidate"
            checked={choice === 'none'}
            onChange={() => onChoose('none')}
          />
          <b>都不是</b>
          <Key>0</Key>
        </span>
      </label>
    </div>
  );
}

const isSame = (a: Choice, b: Choice | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

const Grounds = ({ of, tone, none }: { of: readonly string[]; tone: Tone; none: string }) =>
  of.length === 0 ? (
    <span className="muted">{none}</span>
  ) : (
    <span className="row">
      {of.map((ground) => (
        <Tag key={ground} tone={tone}>
          {groundName(ground)}
        </Tag>
      ))}
    </span>
  );

/** The candidates; or, of a number that the registry has under another name, the holder of the number. */
function columnsOf(detail: Detail): Column[] {
  const { candidates = [], registeredNames = [] } = detail;
  const own = hasOwn(detail) ? ownColumn(detail, registeredNames) : [];
  return [
    ...candidates.map(({ key, name, id, grounds, against }, index) => ({
      key,
      choice: { candidate: key },
      title: name,
      ...(index < 9 && { hint: String(index + 1) }),
      number: id,
      category: key.split('.')[0] ?? '',
      grounds,
      against,
    })),
    ...own,
  ];
}

function ownColumn({ record }: Detail, registeredNames: readonly string[]): Column[] {
  const { subject = {} } = record as { subject?: { name?: string; id?: string; category?: string } };
  const [registered] = registeredNames;
  return [
    {
      key: 'own',
      choice: 'own',
      title: `登记为 ${registered ?? '（无）'}，报送为 ${subject.name ?? ''}`,
      ...(subject.id && { number: subject.id }),
      ...(subject.category && { category: subject.category }),
      grounds: ['number'],
      against: registered === subject.name ? [] : ['name'],
    },
  ];
}
