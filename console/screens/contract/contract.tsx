import { useState } from 'react';
import { useAnswer } from '../../api/queries.ts';
import { useFilters } from '../../parts/address.ts';
import { TextField } from '../../parts/field.tsx';
import { Head, Panel } from '../../parts/small.tsx';
import { Empty, Loaded } from '../../parts/state.tsx';
import { countText } from '../../words/numbers.ts';
import { type Document, groupsOf, type Operation, operationsOf } from './openapi.ts';
import { OperationPage } from './operation-page.tsx';

/** The contract of the HTTP interface: found, read, and tried with the token of who is signed in. */
export function Contract() {
  const query = useAnswer('GET /openapi.json', {}, { staleTime: 3_600_000 });
  return (
    <>
      <Head title="接口文档" note="与连接器核对请求所用的定义一致">
        <a className="button" href="openapi.json" download="openapi.json">
          下载 OpenAPI
        </a>
      </Head>
      <Loaded of={query}>{(document) => <Operations of={document as Document} />}</Loaded>
    </>
  );
}

function Operations({ of }: { of: Document }) {
  const [{ op }, setFilters] = useFilters(['op']);
  const [sought, seek] = useState('');
  const operations = operationsOf(of);
  const groups = groupsOf(of, sought);
  const chosen = operations.find(({ route }) => route === op) ?? groups[0]?.operations[0];
  return (
    <div className="split contract">
      <Panel title="接口" isBare aside={<span className="muted">{countText(operations.length)} 个</span>}>
        <div className="body no-print">
          <TextField label="查找地址、说明或者分组" type="search" value={sought} onChange={seek} />
        </div>
        {groups.length === 0 && <Empty title="没有符合条件的接口" />}
        <div className="scroll">
          {groups.map(({ name, operations: own }) => (
            <section key={name}>
              <h3 className="group">{name}</h3>
              <ul className="plain">
                {own.map((one) => (
                  <li key={one.route}>
                    <OperationItem
                      operation={one}
                      isChosen={one.route === chosen?.route}
                      onChoose={() => setFilters({ op: one.route })}
                    />
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      </Panel>
      {chosen && <OperationPage key={chosen.route} operation={chosen} of={of} />}
    </div>
  );
}

const OperationItem = ({
  operation: { method, path, summary },
  isChosen,
  onChoose,
}: {
  operation: Operation;
  isChosen: boolean;
  onChoose(): void;
}) => (
  <button type="button" className="item" aria-current={isChosen ? 'true' : undefined} onClick={onChoose}>
    <span className="mono">
      <b>{method}</b> {path}
    </span>
    <br />
    <span className="muted" lang="en">
      {summary}
    </span>
  </button>
);
