import type { AnswerOf } from '../../api/operation-types.ts';
import { useAnswer } from '../../api/queries.ts';
import { useFilters } from '../../parts/address.ts';
import { Head, Panel, Tag } from '../../parts/small.tsx';
import { Empty, Loaded } from '../../parts/state.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { usePerson } from '../../session/session-context.tsx';
import { policyPhaseNames, policyValueText } from '../../words/policies.ts';
import { ParameterPage } from './parameter-page.tsx';
import { ProposalPage } from './proposal-page.tsx';
import { Tables } from './tables.tsx';

type Answer = AnswerOf<'GET /v1/policies'>;

const views = [
  ['', '参数'],
  ['tables', '指标表'],
] as const;

/** Which parameter holds since when and by whom; proposals and their rehearsal; the indicator tables. */
export function Policies() {
  const [{ view, name, proposal }, setFilters] = useFilters(['view', 'name', 'proposal']);
  const held = usePerson()?.scopes;
  const mayReadTables = held?.has('policy:write') || held?.has('grades:read');
  return (
    <>
      <Head title="规则与参数" note="提出的由另一人复核放行">
        {mayReadTables && (
          <Tabs
            label="内容"
            value={view === 'tables' ? 'tables' : ''}
            options={views}
            onChange={(next) => setFilters({ view: next, proposal: '' })}
          />
        )}
      </Head>
      {view === 'tables' ? (
        <Tables />
      ) : (
        <Parameters name={name} proposal={proposal} setFilters={(next) => setFilters(next)} />
      )}
    </>
  );
}

function Parameters({
  name,
  proposal,
  setFilters,
}: {
  name: string;
  proposal: string;
  setFilters(changed: { name?: string; proposal?: string }): void;
}) {
  const query = useAnswer('GET /v1/policies', {}, { refetchInterval: 30_000 });
  return (
    <Loaded of={query}>
      {(answer) => {
        const chosen = answer.parameters.find((one) => one.name === name) ?? answer.parameters[0];
        if (!chosen) return <Empty title="没有参数" />;
        return (
          <div className="stack">
            {answer.legalBasis.documents.length === 0 && (
              <div className="notice warn" role="note">
                {answer.legalBasis.said}
              </div>
            )}
            {answer.proposals.length > 0 && (
              <Proposals of={answer} chosen={proposal} onChoose={(id) => setFilters({ proposal: id })} />
            )}
            <div className="split policies">
              <ParameterList
                of={answer}
                chosen={proposal ? '' : chosen.name}
                onChoose={(next) => setFilters({ name: next, proposal: '' })}
              />
              {proposal ? (
                <ProposalPage key={proposal} id={proposal} parameters={answer.parameters} />
              ) : (
                <ParameterPage
                  key={chosen.name}
                  parameter={chosen}
                  onProposed={(id) => setFilters({ proposal: id })}
                />
              )}
            </div>
          </div>
        );
      }}
    </Loaded>
  );
}

function Proposals({
  of: { proposals, parameters },
  chosen,
  onChoose,
}: {
  of: Answer;
  chosen: string;
  onChoose(id: string): void;
}) {
  const titleOf = (name: string) => parameters.find((one) => one.name === name)?.title ?? name;
  return (
    <Panel title="待办的调整" isBare>
      <ul className="plain">
        {proposals.map(({ id, parameter, value, from, phase, proposedBy }) => (
          <li key={id}>
            <button
              type="button"
              className="item"
              aria-current={id === chosen ? 'true' : undefined}
              onClick={() => onChoose(id)}
            >
              <span className="row between">
                <b>{titleOf(parameter)}</b>
                <Tag tone={phase === 'review' ? 'warn' : 'note'}>{policyPhaseNames[phase]}</Tag>
              </span>
              <span className="muted">
                {policyValueText(value)}，{from} 起；{proposedBy} 提出
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

const ParameterList = ({
  of: { parameters },
  chosen,
  onChoose,
}: {
  of: Answer;
  chosen: string;
  onChoose(name: string): void;
}) => (
  <Panel title="参数" isBare aside={<span className="muted">{parameters.length} 项</span>}>
    <ul className="plain scroll">
      {parameters.map(({ name, title, article, inForce, values }) => (
        <li key={name}>
          <button
            type="button"
            className="item"
            aria-current={name === chosen ? 'true' : undefined}
            onClick={() => onChoose(name)}
          >
            <span className="row between">
              <b>{title}</b>
              <span className="muted nowrap">{article}</span>
            </span>
            <span className="muted">
              {policyValueText(inForce)}
              {values.some(({ source }) => source === 'released') && '（已调整）'}
            </span>
          </button>
        </li>
      ))}
    </ul>
  </Panel>
);
