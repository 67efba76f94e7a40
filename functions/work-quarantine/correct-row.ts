import { decisionFact, registrationEntry } from '../../lib/application/intake/facts.ts';
import { wakeEntry } from '../../lib/application/intake/removals.ts';
import type { SuccessionAnswer } from '../../lib/application/intake/take-record.ts';
import { mustBeConfirmed } from '../../lib/application/quarantine/awaits-confirmation.ts';
import { brokenOffFacts } from '../../lib/application/quarantine/broken-off.ts';
import {
  type Candidate,
  candidatesFor,
  entryOf,
  matchedRecord,
} from '../../lib/application/quarantine/candidates.ts';
import { candidatesIn } from '../../lib/application/quarantine/candidates-in-area.ts';
import { rereadContext } from '../../lib/application/quarantine/reread-context.ts';
import { originOf, resolveRow, type Saying } from '../../lib/application/quarantine/resolve-row.ts';
import { openRow, type RowContent } from '../../lib/application/quarantine/row-content.ts';
import {
  awaitsSecondOfficer,
  type Effect,
  takingBack,
  takingDecision,
} from '../../lib/application/quarantine/second-officer.ts';
import { subjectText } from '../../lib/credit-file/facts/subject.ts';
import { rereadRow } from '../../lib/feeds/index.ts';
import type { QuarantinedRow } from '../../lib/feeds/quarantine.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { CorrectionRequest } from '../../schemas/api.ts';
import type { CandidateRecord, FeedRecord, RowFinding } from '../../schemas/record.ts';
import { decidedSuccession, noSuchCandidate, undecided } from './decide-succession.ts';
import {
  type ActedRow,
  actOf,
  alreadyDecided,
  busy,
  type DecideDeps,
  proposed,
  sayingOf,
} from './row-acts.ts';

/**
 * Records that an officer corrects cells, chooses a candidate, or confirms a contradicting row. The original row is
 * kept.
 * @throws Problem 400, 403, 409
 */
export async function correctRow(
  row: QuarantinedRow,
  { request, by, area }: { request: CorrectionRequest; by: string; area?: string | undefined },
  deps: DecideDeps,
): Promise<ActedRow> {
  const { runtime, vault, matches, lists } = deps;
  if (row.state === 'corrected' || row.state === 'dismissed') throw alreadyDecided(row);
  const saying = sayingOf('correction', request, { by, runtime });
  const asked = { request, area, saying };
  const { record, chosen, succession, effects } = await askedCorrection(row, asked, deps);
  // A finding of the bureau waits for a second officer in any case, and is confirmed as a finding.
  const proposal = mustBeConfirmed(record, row, deps.ports.policy.book)
    ? undefined
    : await awaitsSecondOfficer(actOf('correction', row, record), { by, effects }, deps);
  if (proposal) return proposed(row, proposal, deps);
  const resolution = await resolveRow(row, { record, saying, succession }, deps);
  if (resolution.kind === 'busy') throw busy();
  if (resolution.kind === 'contradicts') throw record.type === 'decision' ? contradicts() : undecided();
  if (chosen) {
    const subject = subjectText(chosen.candidate.subject);
    const entry = entryOf(chosen.record, vault);
    await matches.write(entry, { subject, comparedWith: [], by, at: saying.at });
    await wakeEntry(chosen.candidate.subject.party, { source: row.source, entry }, lists);
  }
  runtime.log.info('row.corrected', { runId: row.runId, row: row.row, by });
  return { row: resolution.row };
}

interface Asked {
  readonly request: Omit<CorrectionRequest, 'reason'>;
  readonly area?: string | undefined;
  readonly saying: Saying;
}

/** What a correction makes of a row, and what that would add to the files. @throws Problem 400, 403, 409 */
export async function askedCorrection(
  row: QuarantinedRow,
  { request, area, saying }: Asked,
  deps: DecideDeps,
): Promise<Corrected & { readonly effects: readonly Effect[] }> {
  const content = openRow(deps.vault, row);
  const corrected: Corrected = content.registration
    ? await decidedSuccession(row, { registration: content.registration, request, area }, deps)
    : await correctedRecord(row, { content, request, area }, deps);
  return { ...corrected, effects: await effectsOfCorrection(row, { ...corrected, saying }, deps) };
}

/** What the record would add, and what an interrupted decision before it had added and is withdrawn. */
async function effectsOfCorrection(
  row: QuarantinedRow,
  { record, saying, succession }: Pick<Corrected, 'record' | 'succession'> & { saying: Saying },
  { vault, ports }: DecideDeps,
): Promise<Effect[]> {
  const withdrawn = await takingBack(brokenOffFacts(row), row, ports.store);
  // A succession ends no sanction: institutions have none.
  if (succession && succession !== 'apart') return withdrawn;
  if (record.type === 'registration') {
    const { party, entry } = registrationEntry(record, originOf(row, saying), vault);
    const { fact, alias } = entry;
    const given = alias ? [{ party: alias.code, facts: [alias.fact] }] : [];
    return [...withdrawn, { party, facts: [fact] }, ...given];
  }
  const taken = decisionFact(record, originOf(row, saying), vault);
  return [...withdrawn, await takingDecision(taken, ports.store)];
}

interface Corrected {
  readonly record: FeedRecord;
  readonly chosen?: { readonly candidate: Candidate; readonly record: CandidateRecord };
  readonly succession?: SuccessionAnswer | undefined;
}

async function correctedRecord(
  row: QuarantinedRow,
  { content, request, area }: { content: RowContent; request: Asked['request']; area: string | undefined },
  deps: DecideDeps,
): Promise<Corrected> {
  if (request.candidate !== undefined) return chosenRecord(content, { key: request.candidate, area }, deps);
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
  { key, area }: { key: string; area: string | undefined },
  { ports, vault, runtime }: DecideDeps,
): Promise<Corrected> {
  if (!candidate)
    throw new Problem(409, 'no-candidate-row', 'The subject of this row is not in doubt. Give values.');
  const candidates = await candidatesFor(candidate, { folders: ports.store, vault });
  const { shown } = await candidatesIn(area, candidates, { folders: ports.store, now: runtime.clock() });
  const found = shown.find(({ subject }) => subjectText(subject) === key);
  if (!found) throw noSuchCandidate();
  return { record: matchedRecord(candidate, found), chosen: { candidate: found, record: candidate } };
}

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
