import { differenceIdOf } from '../../lib/application/deliveries/difference-id.ts';
import {
  type Comparison,
  comparedReceivers,
  isComplete,
  type ReceiverPart,
} from '../../lib/convergence/comparison.ts';
import type { Difference, Repair } from '../../lib/convergence/difference.ts';
import type { Receiver } from '../../lib/credit-file/projection/delivery-state.ts';
import type { Category } from '../../lib/shared/category.ts';
import type { ConvergenceView, DifferenceView } from '../../schemas/convergence.ts';
import { explainDelivery } from '../../schemas/reasons/deliveries.ts';
import { explainDifference } from '../../schemas/reasons/differences.ts';
import { sentencesOf } from '../../schemas/reasons/reason.ts';

export const convergenceView = (comparison: Comparison): ConvergenceView => {
  const { id, phase, startedAt, movedAt, endedAt, by, repairs, receivers } = comparison;
  return {
    id,
    state: phase !== 'ended' ? 'running' : isComplete(comparison) ? 'complete' : 'incomplete',
    startedAt,
    movedAt,
    ...(endedAt && { endedAt }),
    ...(by && { startedBy: by }),
    repairs,
    receivers: receivers.map((receiver) => receiverView(receiver, comparison)),
  };
};

function receiverView(receiver: Receiver, comparison: Comparison): ConvergenceView['receivers'][number] {
  const part = comparison.parts[receiver];
  const counts = part?.counts;
  const problem = part?.problem ?? (comparison.isCutShort && 'slow-list');
  return {
    receiver,
    state: stateOf(receiver, comparison, part),
    records: part?.written.held.rows ?? 0,
    pages: part?.pages ?? 0,
    files: part?.written.said.rows ?? 0,
    equal: counts?.equal ?? 0,
    inFlight: counts?.inFlight ?? 0,
    different: counts?.different ?? 0,
    causes: causesOf(counts?.causes ?? {}),
    unlisted: counts?.unlisted ?? 0,
    comparedFields: [...(part?.shown ?? [])],
    ...(part?.oldestInFlight && { oldestInFlight: part.oldestInFlight }),
    ...(problem && { problem, explanation: sentencesOf(explainDelivery(problem)) }),
  };
}

function stateOf(
  receiver: Receiver,
  comparison: Comparison,
  part: ReceiverPart | undefined,
): ConvergenceView['receivers'][number]['state'] {
  if (part?.problem || comparison.isCutShort) return 'failed';
  if (comparedReceivers(comparison).includes(receiver)) return 'compared';
  return part ? 'running' : 'waiting';
}

const causesOf = (causes: ReceiverPart['counts']['causes']): ConvergenceView['receivers'][number]['causes'] =>
  (Object.entries(causes) as [Difference['cause'], number][]).map(([cause, count]) => ({
    cause,
    title: explainDifference(cause).title,
    count,
  }));

export function differenceView(
  place: { id: string; receiver: Receiver; range: number; n: number },
  difference: Difference,
  decision: Repair | undefined,
): DifferenceView {
  const { cause, subject, recordId, versionHere, versionThere, fields } = difference;
  const reason = explainDifference(cause);
  const [category] = (subject ?? '').split('.');
  return {
    id: differenceIdOf(place),
    receiver: place.receiver,
    cause,
    title: reason.title,
    explanation: sentencesOf(reason),
    ...(subject && { category: category as Category, delivery: `${place.receiver}.${subject}` }),
    ...(recordId && { recordId }),
    ...(versionHere !== undefined && { versionHere }),
    ...(versionThere !== undefined && { versionThere }),
    ...(fields && { fields: [...fields] }),
    repair: subject ? 'delivery' : 'removal',
    ...(decision && { decision: decisionView(decision) }),
  };
}

const decisionView = ({ revision: _, ...decision }: Repair): DifferenceView['decision'] => decision;
