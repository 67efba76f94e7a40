import type { Proposal } from '../../lib/credit-file/proposal.ts';
import type { HttpRequest } from '../../lib/runtime/http-handler.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { DecisionsAnswer, DecisionsRequest, WaitingItem } from '../../schemas/api.ts';
import { problemReasons } from '../../schemas/reasons/problems/index.ts';
import { explanationOf } from '../../schemas/reasons/reason.ts';
import { type FoundItem, findItem, type ItemCall, type ItemWork } from './item-route.ts';
import { removalItem, rowItem } from './list-waiting.ts';

type Result = DecisionsAnswer['results'][number];
/** One request is over after 29 s; what is not begun by then is asked for again. */
const millisecondsMost = 20_000;

/** Decides items as their own routes do, one after the other: two may be about one subject. What is refused stops no other. */
export async function decideMany(
  request: DecisionsRequest,
  call: ItemCall,
  work: ItemWork,
): Promise<DecisionsAnswer> {
  const begun = call.deps.runtime.clock().getTime();
  const results: Result[] = [];
  for (const id of request.ids) {
    const isOver = call.deps.runtime.clock().getTime() - begun > millisecondsMost;
    results.push(isOver ? { id, outcome: 'not-reached' } : await decideOne(id, request, call, work));
  }
  return { results };
}

async function decideOne(
  id: string,
  request: DecisionsRequest,
  call: ItemCall,
  work: ItemWork,
): Promise<Result> {
  try {
    const found = await findItem(id, call);
    if (isDoneAlready(found, request, call.by)) return { id, outcome: 'decided', item: itemOf(found) };
    mustWaitFor(found, request);
    const one = { ...call, request: oneRequest(id, request, call.request) };
    const decided = 'row' in found ? work.row(found.row, one) : work.removal(found.gone, one);
    const item = (await decided) as WaitingItem;
    return { id, outcome: item.proposals?.length ? 'proposed' : 'decided', item };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return refused(id, error, call);
  }
}

/** Why an item was not decided, and who decided it before. What this officer proposed before stays proposed. */
async function refused(id: string, { code, detail }: Problem, call: ItemCall): Promise<Result> {
  const found = code === 'unknown-item' ? undefined : await findItem(id, call);
  const proposals = found && code === 'same-officer' ? await call.deps.proposals.about(id) : [];
  if (found && proposals.some(({ by }) => by === call.by))
    return { id, outcome: 'proposed', item: itemOf(found, proposals) };
  const before = found && lastDecision(found);
  const problem = { code, explanation: explanationOf(problemReasons, code), detail };
  return { id, outcome: 'refused', problem, ...(before && { decidedBefore: before }) };
}

const itemOf = (found: FoundItem, proposals: readonly Proposal[] = []): WaitingItem =>
  'row' in found ? rowItem(found.row, proposals) : removalItem(found.gone, proposals);

function lastDecision(found: FoundItem): Result['decidedBefore'] {
  const { decisions = [], state } = 'row' in found ? found.row : found.gone;
  const last = decisions.at(-1);
  return last && state !== 'waiting' ? { kind: last.kind, by: last.by, at: last.at } : undefined;
}

const doneStates: Readonly<Record<DecisionsRequest['act'], readonly string[]>> = {
  correction: ['corrected', 'confirmed'],
  dismissal: ['dismissed'],
  undo: ['waiting'],
};

/** The same officer decided so before: an answer that did not arrive is asked for again. */
function isDoneAlready(found: FoundItem, { act }: DecisionsRequest, by: string): boolean {
  const { decisions = [], state } = 'row' in found ? found.row : found.gone;
  const last = decisions.at(-1);
  return last?.kind === act && last.by === by && doneStates[act].includes(state);
}

/** @throws Problem 409 for an item of another source or reason */
function mustWaitFor(found: FoundItem, { source, waitingFor }: DecisionsRequest): void {
  const item = itemOf(found);
  if (item.source === source && item.reason === waitingFor) return;
  throw new Problem(
    409,
    'waits-for-other',
    `This item of ${item.source} waits for ${item.reason}, not for ${waitingFor} of ${source}. Read the list again.`,
  );
}

/** The request as the item's own route would have it. */
const oneRequest = (
  id: string,
  { act, reason, values, holds }: DecisionsRequest,
  request: HttpRequest,
): HttpRequest => ({
  ...request,
  params: { id },
  body: new TextEncoder().encode(
    JSON.stringify({
      reason,
      ...(act === 'correction' && { ...(values && { values }), ...(holds && { holds }) }),
    }),
  ),
});
