import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Api } from '../../api/call.ts';
import type { InputOf } from '../../api/operation-types.ts';
import { Attach, type Attached } from '../../parts/attach.tsx';
import { DraftNote, useDraft } from '../../parts/draft.tsx';
import { Reason, TextField } from '../../parts/field.tsx';
import { useLeaveQuestion } from '../../parts/leave-question.ts';
import { Panel } from '../../parts/small.tsx';
import { Refusal } from '../../parts/state.tsx';
import { noSubject, SubjectFields } from '../../parts/subject-fields.tsx';
import { usePlace } from '../../session/session-context.tsx';
import { caseKindNames, type Deadline } from '../../words/cases.ts';
import { ApplicantFields, applicantOf, noApplicant } from './applicant-fields.tsx';
import { DecisionChoice } from './decision-choice.tsx';

type Kind = Deadline['kind'];

/** What of it is kept for a reload. */
type Chosen = Pick<typeof noSubject, 'category' | 'scheme'> &
  Pick<typeof noApplicant, 'capacity'> & { readonly receivedOn: string };

type Papers = Readonly<Record<'form' | 'proofs' | 'commitment' | 'evidence', readonly Attached[]>>;

const nothing: Papers = { form: [], proofs: [], commitment: [], evidence: [] };

/** Lodges an objection (Art. 19) or an application for repair (Art. 27 to 30). */
export function Lodge({ kind, onLodged }: { kind: Kind; onLodged(id: string): void }) {
  const { api } = usePlace();
  const client = useQueryClient();
  const draft = useDraft(`lodge ${kind}`);
  const { category, scheme, capacity, receivedOn: received = '' } = draft.restored as Partial<Chosen>;
  const [subject, setSubject] = useState({
    ...noSubject,
    ...(category && { category }),
    ...(scheme && { scheme }),
  });
  const [applicant, setApplicant] = useState({ ...noApplicant, ...(capacity && { capacity }) });
  const [decisions, setDecisions] = useState<readonly string[]>([]);
  const [grounds, setGrounds] = useState('');
  const [receivedOn, setReceivedOn] = useState(received);
  draft.keep({
    category: subject.category,
    scheme: subject.scheme,
    capacity: applicant.capacity,
    receivedOn,
  } satisfies Chosen);
  useLeaveQuestion(subject.id !== '' || applicant.name !== '' || applicant.contact !== '');
  const [papers, setPapers] = useState(nothing);
  const asked = requestOf({ kind, subject, applicant, decisions, grounds, receivedOn, papers });
  const lodge = useMutation({
    mutationFn: (send: Send) => send(api),
    onSuccess: ({ id }) => {
      draft.drop();
      onLodged(id);
      return client.invalidateQueries({ queryKey: ['GET /v1/deadlines'] });
    },
  });
  const attach = (name: keyof Papers) => (attached: readonly Attached[]) =>
    setPapers((known) => ({ ...known, [name]: attached }));
  return (
    <Panel title={`登记${caseKindNames[kind]}`}>
      <form
        className="stack"
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          if (asked) lodge.mutate(asked);
        }}
      >
        <div className="form-fields">
          <SubjectFields
            subject={subject}
            onChange={(next) => {
              setSubject(next);
              setDecisions([]);
            }}
          />
          <TextField label="收到日期（不填即今日）" type="date" value={receivedOn} onChange={setReceivedOn} />
        </div>
        <ApplicantFields form={applicant} onChange={setApplicant} />
        <DecisionChoice
          key={`${subject.category} ${subject.scheme} ${subject.id}`}
          subject={subject}
          reason={`登记${caseKindNames[kind]}`}
          chosen={decisions}
          onChange={setDecisions}
        />
        <Reason label="事实和理由（必填）" value={grounds} most={5000} onChange={setGrounds} />
        {kind === 'objection' ? (
          <Attach label="证明材料" attached={papers.evidence} onChange={attach('evidence')} />
        ) : (
          <div className="form-fields">
            <Attach
              label="信用修复申请表（附件3）"
              most={1}
              attached={papers.form}
              onChange={attach('form')}
            />
            <Attach label="整改证明材料" attached={papers.proofs} onChange={attach('proofs')} />
            <Attach label="信用承诺" most={1} attached={papers.commitment} onChange={attach('commitment')} />
          </div>
        )}
        <DraftNote restored={draft.restored} />
        <Refusal error={lodge.error} />
        <div className="row end">
          <button type="submit" className="button main-act" disabled={!asked || lodge.isPending}>
            {lodge.isPending ? '正在登记…' : '登记'}
          </button>
        </div>
      </form>
    </Panel>
  );
}

type Day = NonNullable<InputOf<'POST /v1/objections'>['body']['receivedOn']>;
type Send = (api: Api) => Promise<{ id: string }>;

interface Filled {
  readonly kind: Kind;
  readonly subject: typeof noSubject;
  readonly applicant: typeof noApplicant;
  readonly decisions: readonly string[];
  readonly grounds: string;
  readonly receivedOn: string;
  readonly papers: Papers;
}

/** What would be sent; undefined while something is missing. */
function requestOf({
  kind,
  subject,
  applicant,
  decisions,
  grounds,
  receivedOn,
  papers,
}: Filled): Send | undefined {
  const who = applicantOf(applicant, subject);
  if (!who || !subject.id.trim() || !grounds.trim()) return undefined;
  const common = {
    subject: { ...subject, id: subject.id.trim() },
    applicant: who,
    grounds: grounds.trim(),
    ...(receivedOn && { receivedOn: receivedOn as Day }),
  };
  const named = decisions.map((fact) => ({ fact }));
  if (kind === 'objection') {
    const body = {
      ...common,
      ...(named.length > 0 && { decisions: named }),
      attachments: papers.evidence.map(({ id }) => id),
    };
    return (api) => api.call('POST /v1/objections', { body });
  }
  const [form] = papers.form;
  const [commitment] = papers.commitment;
  if (!form || !commitment || papers.proofs.length === 0 || named.length === 0) return undefined;
  const attachments = { form: form.id, proofs: papers.proofs.map(({ id }) => id), commitment: commitment.id };
  return (api) => api.call('POST /v1/repairs', { body: { ...common, decisions: named, attachments } });
}
