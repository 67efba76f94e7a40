import { type Opened, openCase } from '../../lib/application/cases/open-case.ts';
import { applyCase } from '../../lib/application/cases/resolve-case.ts';
import type { RefusalObjectionContent, RefusalRulingContent } from '../../lib/credit-file/cases/case-fact.ts';
import { countedFrom } from '../../lib/credit-file/cases/deadline.ts';
import type { RefusalObjection, Repair } from '../../lib/credit-file/cases/repair.ts';
import type { FactBase } from '../../lib/credit-file/facts/fact.ts';
import { officerOrigin } from '../../lib/credit-file/facts/officer-origin.ts';
import type { FileState } from '../../lib/credit-file/projection/file-state.ts';
import { timeLimit } from '../../lib/regulation/time-limits.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import { type Day, dayOf } from '../../lib/shared/day.ts';
import type { RefusalObjectionRequest } from '../../schemas/cases.ts';
import type { CaseDeps } from './case-deps.ts';
import { notRepairable, obstaclesTo } from './repair-rules.ts';
import { decideOrPropose } from './second-officer.ts';
import { entitled, receivedOn } from './subject.ts';

type OpenedRepair = Opened<'repair'>;
type Filing = Extract<RefusalObjectionRequest, { grounds: string }>;
type Ruling = Exclude<RefusalObjectionRequest, Filing>;

/**
 * Takes an objection to a refused repair (annex 5), or decides it as any objection is decided: by an officer who did
 * not refuse. If it is upheld, the repair is granted and goes into public notice.
 * @throws Problem 403, 404, 409
 */
export async function contestRefusal(
  id: string,
  request: RefusalObjectionRequest,
  by: string,
  deps: CaseDeps,
): Promise<OpenedRepair> {
  const opened = await openCase('repair', id, deps.ports);
  return 'verdict' in request ? decide(opened, request, by, deps) : file(opened, request, by, deps);
}

async function file(
  { folder, one, ...opened }: OpenedRepair,
  request: Filing,
  by: string,
  deps: CaseDeps,
): Promise<OpenedRepair> {
  const { runtime, vault, deadlines, folders } = deps;
  const refusal = refusedDecision(one);
  const { category, division } = one.fact;
  const place = { deadlines, place: { division } };
  const now = runtime.clock();
  const received = receivedOn(request.receivedOn, now);
  const objectBy = await countedFrom(
    noticedOn(request, refusal.decidedOn, received),
    timeLimit('repair.object', received),
    place,
  );
  if (received > objectBy.on) throw late(objectBy.on);
  const decideBy = await countedFrom(received, timeLimit('objection.decide', received), place);
  const subject = { file: fileOf(folder, one), folder, division };
  const fact: FactBase & RefusalObjectionContent = {
    type: 'refusal-objection',
    key: keyOf(one),
    origin: officerOrigin(by, now.toISOString()),
    category,
    case: one.id,
    objectBy,
    receivedOn: received,
    decideBy,
    applicant: await entitled(request.applicant, subject, deps),
    grounds: vault.seal(request.grounds, folder.party),
    attachments: request.attachments ?? [],
  };
  if (!(await folders.addCase(folder.party, fact, { on: decideBy.on, stage: 'waiting' })))
    throw openAlready();
  runtime.log.info('case.filed', { kind: 'repair', category, party: folder.party, number: one.id, by });
  return (await applyCase({ ...opened, filedAt: folder.party, key: fact.key }, deps.ports)) as OpenedRepair;
}

/** Key of the objection to the refusal of a repair; it has an index entry of its own. */
const keyOf = ({ id, fact }: Repair): string => `KO.${fact.category}.${id}`;

function fileOf({ files }: OpenedRepair['folder'], { fact }: Repair): FileState {
  const file = files.get(fact.category);
  if (!file) throw new Problem(404, 'unknown-subject', 'There is no credit file of this subject.');
  return file;
}

/** @throws Problem 409 if there is no refusal to object to */
function refusedDecision({ state, decision, refusalObjection }: Repair) {
  if (refusalObjection) throw openAlready();
  if (state === 'refused' && decision) return decision;
  throw new Problem(
    409,
    'not-refused',
    `This repair is ${state}. Only a refusal can be objected to (附件5).`,
  );
}

const openAlready = (): Problem =>
  new Problem(
    409,
    'refusal-objection-open',
    'The refusal of this repair has been objected to. Read the repair for what became of it.',
  );

/** The day on which the subject received the refusal: not before it was made, and not after the objection. */
function noticedOn({ refusalReceivedOn }: Filing, decidedOn: Day, received: Day): Day {
  const on = refusalReceivedOn ?? decidedOn;
  if (decidedOn <= on && on <= received) return on;
  throw new Problem(
    400,
    'dates-contradict',
    `The refusal is of ${decidedOn}; it was received from that day on, and before the objection of ${received}. Correct the days.`,
  );
}

const late = (on: Day): Problem =>
  new Problem(
    409,
    'refusal-objection-late',
    `An objection to this refusal was due on ${on} (15 working days, 附件5). It comes too late.`,
  );

async function decide(
  opened: OpenedRepair,
  request: Ruling,
  by: string,
  deps: CaseDeps,
): Promise<OpenedRepair> {
  const { runtime, vault, deadlines } = deps;
  const { folder, one } = opened;
  const { proposal } = openObjection(one);
  if (one.decision?.origin.by === by) throw refusedBySame();
  const { category, division } = one.fact;
  const now = runtime.clock();
  const today = dayOf(now);
  const isUpheld = request.verdict === 'upheld';
  const obstacles = isUpheld ? obstaclesTo(one, folder, { today, book: deps.ports.policy.book }) : [];
  if (obstacles.length > 0) throw notRepairable(obstacles);
  const ruling: FactBase & RefusalRulingContent = {
    type: 'refusal-ruling',
    key: `KR.${category}.${one.id}`,
    origin: officerOrigin(by, now.toISOString()),
    category,
    case: one.id,
    isProposed: false,
    verdict: request.verdict,
    decidedOn: today,
    reason: vault.seal(request.reason, folder.party),
    ...(isUpheld && {
      notice: await countedFrom(today, timeLimit('repair.notice', today), { deadlines, place: { division } }),
      ...(await deps.numberNotice(opened, today, 'refusal-ruling')),
    }),
  };
  // The objection has an index entry of its own; that of the repair ended with its refusal.
  const contested = { ...opened, filedAt: folder.party, key: keyOf(one) };
  return decideOrPropose(contested, ruling, { proposal, proposalKey: `KQ.${category}.${one.id}`, by }, deps);
}

/** @throws Problem 409 if no objection to the refusal waits for a ruling */
function openObjection({ state, refusalObjection }: Repair): RefusalObjection {
  if (state === 'refusal-contested' && refusalObjection) return refusalObjection;
  throw new Problem(
    409,
    'no-open-objection',
    'No objection to a refusal of this repair waits for a ruling. File it first, by its grounds.',
  );
}

const refusedBySame = (): Problem =>
  new Problem(
    403,
    'refused-by-same-officer',
    'This officer refused the repair. Another one decides on the objection to the refusal.',
  );
