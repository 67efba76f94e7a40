import { type ReactNode, useState } from 'react';
import { useAnswer } from '../../api/queries.ts';
import { useFilters } from '../../parts/address.ts';
import { Choice, TextField } from '../../parts/field.tsx';
import { Grade, Head, Panel } from '../../parts/small.tsx';
import { Empty, Loaded } from '../../parts/state.tsx';
import { categoryName } from '../../words/codes.ts';
import { pointsText } from '../../words/numbers.ts';
import { prefectures } from '../../words/places.ts';
import { timeText } from '../../words/times.ts';

/** What anybody may see: institutions at E, and repairs in public notice. Without a sign-in. */
export function Disclosures() {
  const [{ prefecture }, setFilters] = useFilters(['prefecture']);
  const [sought, seek] = useState('');
  const input = { query: prefecture ? { prefecture } : {} };
  const disclosures = useAnswer('GET /v1/disclosures', input);
  const repairs = useAnswer('GET /v1/repairs/public', input);
  const fits = ({ name, id }: { name: string; id: string }): boolean =>
    sought.trim() === '' || name.includes(sought.trim()) || id.includes(sought.trim().toUpperCase());
  return (
    <>
      <Head title="公示" note={`${timeText(new Date().toISOString())} 查询`}>
        <button type="button" className="button no-print" onClick={() => print()}>
          打印
        </button>
      </Head>
      <div className="row filters no-print">
        <Choice<string>
          label="行政区划"
          value={prefecture}
          options={prefectures}
          onChange={(next) => setFilters({ prefecture: next })}
        />
        <TextField label="查找名称或者统一社会信用代码" type="search" value={sought} onChange={seek} />
      </div>
      <div className="stack">
        <Panel title="失信信息公示（信用等级 E 级的机构）" isBare>
          <Loaded of={disclosures}>
            {({ disclosures: all }) => (
              <DisclosureTable rows={all.filter(fits)} isFiltered={all.length > 0} />
            )}
          </Loaded>
        </Panel>
        <Panel title="信用修复公示" isBare>
          <Loaded of={repairs}>
            {({ repairs: all }) => <RepairTable rows={all.filter(fits)} isFiltered={all.length > 0} />}
          </Loaded>
        </Panel>
      </div>
    </>
  );
}

interface Shown {
  readonly documentNumber: string;
  readonly authority: string;
  readonly decidedOn: string;
}

interface Subject {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly decisions: readonly Shown[];
}

const Documents = ({ of }: { of: readonly Shown[] }) => (
  <ul className="plain">
    {of.map(({ documentNumber, authority, decidedOn }) => (
      <li key={`${documentNumber} ${decidedOn}`}>
        {documentNumber} <span className="muted">{`${authority}，${decidedOn}`}</span>
      </li>
    ))}
  </ul>
);

const Rows = <Row extends Subject>({
  rows,
  isFiltered,
  none,
  columns,
}: {
  rows: readonly Row[];
  isFiltered: boolean;
  none: string;
  columns: readonly (readonly [string, (row: Row) => ReactNode])[];
}) =>
  rows.length === 0 ? (
    <Empty title={isFiltered ? '没有符合条件的内容' : none} />
  ) : (
    <div className="table-wrap">
      <table>
        <thead>
          <tr>
            <th scope="col">名称</th>
            <th scope="col">类别</th>
            {columns.map(([title]) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
            <th scope="col">文书</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.category} ${row.id}`}>
              <td>
                {row.name}
                <br />
                <span className="mono muted">{row.id}</span>
              </td>
              <td className="nowrap">{categoryName(row.category)}</td>
              {columns.map(([title, show]) => (
                <td key={title}>{show(row)}</td>
              ))}
              <td>
                <Documents of={row.decisions} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );

type Disclosure = Subject & {
  grade: string;
  score: string;
  vetoed: boolean;
  cycle: number;
  from: string;
  until: string;
};

const DisclosureTable = ({ rows, isFiltered }: { rows: readonly Disclosure[]; isFiltered: boolean }) => (
  <Rows
    rows={rows}
    isFiltered={isFiltered}
    none="目前没有公示的机构"
    columns={[
      ['等级', ({ grade }) => <Grade grade={grade} />],
      ['得分', ({ score, vetoed }) => (vetoed ? '一票否决' : pointsText(score))],
      ['年度', ({ cycle }) => cycle],
      ['公示期', ({ from, until }) => <span className="nowrap">{`${from} 至 ${until} 前一日`}</span>],
    ]}
  />
);

type Repair = Subject & { grantedOn: string; noticeUntil: { on: string; provisional: boolean } };

const RepairTable = ({ rows, isFiltered }: { rows: readonly Repair[]; isFiltered: boolean }) => (
  <Rows
    rows={rows}
    isFiltered={isFiltered}
    none="目前没有公示中的信用修复"
    columns={[
      ['同意修复', ({ grantedOn }) => <span className="nowrap">{grantedOn}</span>],
      [
        '公示至',
        ({ noticeUntil: { on, provisional } }) => (
          <span className="nowrap">
            {on}
            {provisional && '（暂定）'}
          </span>
        ),
      ],
    ]}
  />
);
