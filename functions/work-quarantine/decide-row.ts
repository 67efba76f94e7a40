import { decisionFact } from '../../lib/application/intake/facts.ts';
import { wakeEntry } from '../../lib/application/intake/removals.ts';
import {
  type Candidate,
  candidatesFor,
  entryOf,
  matchedRecord,
} from '../../lib/application/quarantine/candidates.ts';
import { rereadContext } from '../../lib/application/quarantine/reread-context.ts';
import {
  contradictingFact,
  decisionOf,
  isFree,
  originOf,
  putBack,
  type ResolveDeps,
  resolveRow,
  type Saying,
  takeBack,
  takeBackBrokenOff,
} from '../../lib/application/quarantine/resolve-row.ts';
import { openRow, type RowContent } from '../../lib/application/quarantine/row-content.ts';
import {
  awaitsSecondOfficer,
  type Effect,
  takingBack,
  takingDecision,
} from '../../lib/application/quarantine/second-officer.ts';
import { digestOf } from '../../lib/credit-file/facts/identity.ts';
import { subjectText } from '../../lib/credit-file/facts/subject.ts';
import type { Act, Proposal, ProposalStore } from '../../lib/credit-file/proposal.ts';
import { rereadRow } from '../../lib/feeds/index.ts';
import type { ListStore, MatchStore } from '../../lib/feeds/list.ts';
import { type QuarantinedRow, rowIdOf } from '../../lib/feeds/quarantine.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { CorrectionRequest } from '../../schemas/api.ts';
import type { CandidateRecord, FeedRecord, RowFinding } from '../../schemas/record.ts';

export interface DecideDeps extends ResolveDeps {
  readonly runtime: Runtime;
  readonly proposals: ProposalStore;
  readonly matches: MatchStore;
  readonly lists: ListStore;
}

/** The row after an officer's act, and the proposal if the act waits for a second officer. */
export interface ActedRow {
  readonly row: QuarantinedRow;
  readonly proposal?: Proposal | undefined;
}

/**
 * Records that an officer corrects cells, chooses a candidate, or confirms a contradicting row. The original row is
 * kept.
 * @throws Problem 400, 409
 */
export async function correctRow(
  row: QuarantinedRow,
  { request, by }: { request: CorrectionRequest; by: string },
  deps: DecideDeps,
): Promise<ActedRow> {
  const { runtime, vault, matches, lists } = deps;
  if (row.state === 'corrected' || row.state === 'dismissed') throw alreadyDecided(row);
  const content = openRow(vault, row);
  const saying = sayingOf('correction', request, { by, runtime });
  const { record, chosen } = await correctedRecord(row, { content, request }, deps);
  const effects = await effectsOfCorrection(row, { record, saying }, deps);
  const proposal = await awaitsSecondOfficer(actOf('correction', row, record), { by, effects }, deps);
  if (proposal) return proposed(row, proposal, deps);
  const resolution = await resolveRow(row, { record, saying }, deps);
  if (resolution.kind === 'busy') throw busy();
  if (resolution.kind === 'contradicts') throw contradicts();
  if (chosen) {
    const subject = subjectText(chosen.candidate.subject);
    const entry = entryOf(chosen.record, vault);
    await matches.write(entry, { subject, comparedWith: [], by, at: saying.at });
    await wakeEntry(chosen.candidate.subject.party, { source: row.source, entry }, lists);
  }
  runtime.log.info('row.corrected', { runId: row.runId, row: row.row, by });
  return { row: resolution.row };
}

/** What the record would add, and what an interrupted decision before it had added and is withdrawn. */
async function effectsOfCorrection(
  row: QuarantinedRow,
  { record, saying }: { record: FeedRecord; saying: Saying },
  { vault, ports }: DecideDeps,
): Promise<Effect[]> {
  const brokenOff = row.state === 'deciding' ? (row.decisions.at(-1)?.facts ?? []) : [];
  const withdrawn = await takingBack(brokenOff, row, ports.store);
  if (record.type === 'registration') return withdrawn;
  const taken = decisionFact(record, originOf(row, saying), vault);
  return [...withdrawn, await takingDecision(taken, ports.store)];
}

/** An act on a row as it is now: after a further decision it is another act. The reason is not part of it. */
const actOf = (kind: Act['kind'], row: QuarantinedRow, content: unknown): Act => ({
  kind,
  about: rowIdOf(row),
  digest: digestOf([kind, row.state, row.decisions.length, content]),
});

function proposed(row: QuarantinedRow, proposal: Proposal, { runtime }: DecideDeps): ActedRow {
  const { kind, by, lifts } = proposal;
  runtime.log.info('row.proposed', { runId: row.runId, row: row.row, act: kind, by, lifts: lifts.join(' ') });
  return { row, proposal };
}

interface Corrected {
  readonly record: FeedRecord;
  readonly chosen?: { readonly candidate: Candidate; readonly record: CandidateRecord };
}

async function correctedRecord(
  row: QuarantinedRow,
  { content, request }: { content: RowContent; request: CorrectionRequest },
  deps: DecideDeps,
): Promise<Corrected> {
  if (request.candidate !== undefined) return chosenRecord(content, request.candidate, deps);
  if (request.holds) {
    if (!content.record)
      throw new Problem(409, 'not-contradicting', 'The row contradicts nothing known. Give values.');
    const isContradicting = row.findings.some(({ code }) => code === 'conflicting-content');
    return { record: isContradicting ? { ...content.record, status: 'amendment' } : content.record };
  }
  if (!request.values || !content.cells) {
    throw new Problem(400, 'nothing-corrected', 'Give values by column, a candidate, or holds.');
  }
  const unknown = Object.keys(request.values).filter((column) => !Object.hasOwn(content.cells ?? {}, column));
  if (unknown.length > 0) {
    throw new Problem(400, 'unknown-column', `The row has no column ${unknown.join(', ')}.`);
  }
  const cells = { ...content.cells, ...request.values };
  const reading = rereadRow(
    { row: row.row, cells, findings: row.findings, changed: Object.keys(request.values) },
    { source: row.source, template: row.template, context: rereadContext(row, deps.runtime) },
  );
  if (reading.kind === 'quarantined') throw notUnderstood(reading.findings);
  return { record: reading.record };
}

async function chosenRecord(
  { candidate }: RowContent,
  key: string,
  { ports, vault }: DecideDeps,
): Promise<Corrected> {
  if (!candidate)
    throw new Problem(409, 'no-candidate-row', 'The subject of this row is not in doubt. Give values.');
  const candidates = await candidatesFor(candidate, { folders: ports.store, vault });
  const found = candidates.find(({ subject }) => subjectText(subject) === key);
  if (!found)
    throw new Problem(409, 'no-such-candidate', 'This subject is no candidate of the row. Look at it again.');
  return { record: matchedRecord(candidate, found), chosen: { candidate: found, record: candidate } };
}

/**
 * Records that an officer dismisses a row. A fact that a contradicting row had added is withdrawn.
 * @throws Problem 409
 */
export async function dismissRow(
  row: QuarantinedRow,
  { reason, by }: { reason: string; by: string },
  deps: DecideDeps,
): Promise<ActedRow> {
  const { runtime, vault, runs, quarantine, matches, ports } = deps;
  const saying = sayingOf('dismissal', { reason }, { by, runtime });
  if (!isFree(row, saying)) throw row.state === 'deciding' ? busy() : alreadyDecided(row);
  const fact = contradictingFact(row, vault);
  const brokenOff = row.state === 'deciding' ? (row.decisions.at(-1)?.facts ?? []) : [];
  const effects = await takingBack([...brokenOff, ...(fact ? [fact] : [])], row, ports.store);
  const proposal = await awaitsSecondOfficer(actOf('dismissal', row, ''), { by, effects }, deps);
  if (proposal) return proposed(row, proposal, deps);
  const decision = decisionOf(row, saying, { facts: fact ? [fact] : [], vault });
  const decisions = [...row.decisions, decision];
  const claimed = await quarantine.replace({ ...row, state: 'deciding', decisions });
  if (!claimed) throw busy();
  await takeBackBrokenOff(row, { ...decision, facts: [] }, deps);
  if (fact) await takeBack(row, fact, { by, at: saying.at, reason }, deps);
  await runs.resolveRow(row.runId, { row: row.row, batch: row.batch });
  const { candidate } = openRow(vault, row);
  if (candidate) {
    const candidates = await candidatesFor(candidate, { folders: ports.store, vault });
    const comparedWith = candidates.map(({ subject }) => subjectText(subject));
    await matches.write(entryOf(candidate, vault), { comparedWith, by, at: saying.at });
  }
  const written = await quarantine.replace({ ...claimed, state: 'dismissed' });
  if (!written) throw busy();
  runtime.log.info('row.dismissed', { runId: row.runId, row: row.row, by });
  return { row: written };
}

/** Undoes a correction or dismissal: the facts it added are withdrawn, and the row waits again. @throws Problem 409 */
export async function undoRow(
  row: QuarantinedRow,
  { reason, by }: { reason: string; by: string },
  deps: DecideDeps,
): Promise<ActedRow> {
  const { runtime, vault, quarantine, runs, matches, ports } = deps;
  const last = row.decisions.at(-1);
  if (row.state !== 'corrected' && row.state !== 'dismissed') {
    throw new Problem(409, 'not-decided', 'Nothing was decided about this row that could be undone.');
  }
  const { candidate } = openRow(vault, row);
  const added = last?.kind === 'dismissal' ? [] : (last?.facts ?? []);
  if (added.some((fact) => fact.split('/')[1]?.startsWith('R.'))) {
    throw new Problem(
      409,
      'not-undoable',
      'An entry of the registry is not undone. Send the right one instead.',
    );
  }
  const back = last?.kind === 'dismissal' ? last.facts : [];
  const effects = [
    ...(await takingBack(added, row, ports.store)),
    ...(await takingBack(back, row, ports.store, false)),
  ];
  const proposal = await awaitsSecondOfficer(actOf('undo', row, ''), { by, effects }, deps);
  if (proposal) return proposed(row, proposal, deps);
  const saying = sayingOf('undo', { reason }, { by, runtime });
  const undone = { by, at: saying.at, reason };
  for (const fact of added) await takeBack(row, fact, undone, deps);
  for (const fact of back) await putBack(row, fact, undone, deps);
  await runs.resolveRow(row.runId, { row: row.row, batch: row.batch });
  if (candidate) await matches.write(entryOf(candidate, vault), undefined);
  const decisions = [...row.decisions, decisionOf(row, saying, { facts: added, vault })];
  const written = await quarantine.replace({ ...row, state: 'waiting', decisions });
  if (!written) throw busy();
  runtime.log.info('row.undone', { runId: row.runId, row: row.row, by });
  return { row: written };
}

const sayingOf = (
  kind: Saying['kind'],
  said: unknown,
  { by, runtime }: { by: string; runtime: Runtime },
): Saying => ({ kind, by, at: runtime.clock().toISOString(), said });

const busy = (): Problem =>
  new Problem(409, 'row-busy', 'Another officer decides on this row just now. Look at it again.');

const alreadyDecided = ({ state }: QuarantinedRow): Problem =>
  new Problem(409, 'row-decided', `The row is ${state}. Undo that first.`);

const contradicts = (): Problem =>
  new Problem(
    409,
    'conflicting-content',
    'So corrected, the row contradicts what was known of the document. It waits for that reason now: say that it holds, or dismiss it.',
  );

const notUnderstood = (findings: readonly RowFinding[]): Problem => {
  const faults = findings.map(
    ({ column, code, message }) => `${column ? `${column}: ` : ''}${code}: ${message}`,
  );
  return new Problem(409, 'still-not-understood', `${faults.join(' ')} Nothing was changed.`);
};
