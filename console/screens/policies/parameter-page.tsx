import { useState } from 'react';
import { Panel, Tag, Time } from '../../parts/small.tsx';
import { usePerson } from '../../session/session-context.tsx';
import {
  boundsText,
  holdsForNames,
  type Parameter,
  policyValueText,
  sourceOfValueNames,
} from '../../words/policies.ts';
import { ProposeForm } from './propose-form.tsx';

/** A parameter: its article and bounds, its values by date, and who set each. */
export function ParameterPage({
  parameter,
  onProposed,
}: {
  parameter: Parameter;
  onProposed(id: string): void;
}) {
  const mayPropose = usePerson()?.scopes.has('policy:write');
  const [isProposing, propose] = useState(false);
  const { title, article, holdsFor, inForce, values } = parameter;
  return (
    <Panel
      title={title}
      aside={
        mayPropose && (
          <button type="button" className="button main-act no-print" onClick={() => propose(!isProposing)}>
            {isProposing ? '收起' : '提出调整'}
          </button>
        )
      }
    >
      <div className="stack">
        {isProposing && <ProposeForm parameter={parameter} onProposed={onProposed} />}
        <dl className="pairs">
          <dt>现行值</dt>
          <dd>
            <b>{policyValueText(inForce)}</b>
          </dd>
          <dt>依据</dt>
          <dd>{article}</dd>
          <dt>允许范围</dt>
          <dd>{boundsText(parameter)}</dd>
          <dt>生效方式</dt>
          <dd>{holdsForNames[holdsFor]}</dd>
        </dl>
        <h3>历次取值</h3>
        <ol className="timeline">
          {[...values].reverse().map((value, index, all) => (
            <Held key={`${value.from} ${value.id ?? value.source}`} of={value} before={all[index + 1]} />
          ))}
        </ol>
      </div>
    </Panel>
  );
}

type Value = Parameter['values'][number];

function Held({ of, before }: { of: Value; before: Value | undefined }) {
  return (
    <li>
      <b>{of.from}</b> 起：{policyValueText(of.value)}{' '}
      {before && <span className="muted">（此前：{policyValueText(before.value)}）</span>}{' '}
      <Tag tone={of.source === 'released' ? 'good' : 'plain'}>{sourceOfValueNames[of.source]}</Tag>
      {of.proposedBy && (
        <p className="muted">
          {of.proposedBy} 提出，{of.releasedBy} 放行，
          <Time at={of.releasedAt} />
          {of.reason && `；理由：${of.reason}`}
        </p>
      )}
    </li>
  );
}
