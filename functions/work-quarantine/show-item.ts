import { candidatesFor } from '../../lib/application/quarantine/candidates.ts';
import { candidatesIn, isPartyIn } from '../../lib/application/quarantine/candidates-in-area.ts';
import { openRow } from '../../lib/application/quarantine/row-content.ts';
import { successionCandidates } from '../../lib/application/quarantine/succession-candidates.ts';
import { latestArrivalFirst } from '../../lib/credit-file/facts/arrival.ts';
import { isDecision } from '../../lib/credit-file/facts/decision-state.ts';
import type { DecisionFact } from '../../lib/credit-file/facts/fact.ts';
import { isRegistration } from '../../lib/credit-file/facts/registration.ts';
import { type PartyKey, type Sealed, subjectText } from '../../lib/credit-file/facts/subject.ts';
import { homeOf } from '../../lib/credit-file/home-of.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import type { ProposalStore } from '../../lib/credit-file/proposal.ts';
import type { GoneEntry } from '../../lib/feeds/list.ts';
import { listEntryOf, namesakesOf } from '../../lib/feeds/list-entry.ts';
import { type QuarantinedRow, type RowDecision, rowIdOf } from '../../lib/feeds/quarantine.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import type { createReceiptStore } from '../../lib/store/receipt-store.ts';
import type { WaitingDetail } from '../../schemas/api.ts';
import { candidateSentence, elsewhereSentence } from '../../schemas/reasons/candidates.ts';
import type { DecisionRecord } from '../../schemas/record.ts';
import { removalIdOf } from './item-id.ts';
import { removalItem, rowItem } from './list-waiting.ts';
import { maskedItem } from './mask-item.ts';

export interface ShowDeps {
  readonly runtime: Runtime;
  readonly folders: FolderStore;
  readonly vault: Vault;
  readonly proposals: ProposalStore;
  readonly receipts: ReturnType<typeof createReceiptStore>;
}

/** Who looks at an item, and why they look at it whole. Without a reason names and numbers are covered. */
export interface Looking {
  readonly by: string;
  readonly area?: string | undefined;
  readonly reason?: string | undefined;
}

/** The row as sent, its candidates, and the decisions on it. The receipt is written before anything is shown. */
export async function showRow(row: QuarantinedRow, looking: Looking, deps: ShowDeps): Promise<WaitingDetail> {
  const receiptId = await noteDisclosure(rowIdOf(row), looking, deps);
  const detail = await rowDetail(row, { receiptId, area: looking.area }, deps);
  return looking.reason === undefined ? maskedItem(detail) : detail;
}

async function rowDetail(
  row: QuarantinedRow,
  { receiptId, area }: { receiptId: string; area: string | undefined },
  deps: ShowDeps,
): Promise<WaitingDetail> {
  const { vault, folders, runtime } = deps;
  const { cells, candidate, record, registration } = openRow(vault, row);
  const found = registration
    ? await successionCandidates(registration, row, deps)
    : candidate
      ? await candidatesFor(candidate, deps)
      : [];
  const { shown, elsewhere } = await candidatesIn(area, found, { folders, now: runtime.clock() });
  return {
    ...rowItem(row, await deps.proposals.about(rowIdOf(row))),
    receiptId,
    template: row.template,
    fileSha256: row.fileSha256,
    ...(cells && { cells }),
    ...(record && { record, registeredNames: await registeredNamesOf(record, { ...deps, area }) }),
    ...(registration && { record: registration }),
    ...((candidate ?? registration) && {
      candidates: shown.map(({ subject, name, id, grounds, against }) => ({
        key: subjectText(subject),
        name,
        id,
        grounds: [...grounds],
        against: [...against],
        explanation: candidateSentence({ grounds, against }),
      })),
    }),
    ...(elsewhere > 0 && {
      candidatesElsewhere: { count: elsewhere, explanation: elsewhereSentence(elsewhere) },
    }),
    decisions: decisionViews(row.decisions, rowIdOf(row), vault),
  };
}

/** The names under which the registry knows the number of a record, the latest one first; of another division, none. */
async function registeredNamesOf(
  { subject }: DecisionRecord,
  { vault, folders, runtime, area }: ShowDeps & { readonly area: string | undefined },
): Promise<string[]> {
  const party = await homeOf(vault.partyKey(subject.scheme, subject.id), folders);
  if (!(await isPartyIn(area, party, { folders, now: runtime.clock() }))) return [];
  const entries = (await folders.readFolder(party)).facts.filter(isRegistration).sort(latestArrivalFirst);
  return [...new Set(entries.map(({ identity }) => vault.identify(party, identity).name))];
}

const decisionViews = (
  decisions: readonly RowDecision[],
  context: string,
  vault: Vault,
): NonNullable<WaitingDetail['decisions']> =>
  decisions.map(({ kind, by, at, said, became }) => ({
    kind,
    by,
    at,
    said: JSON.parse(vault.open(said as Sealed, context)) as unknown,
    ...(became && { became }),
  }));

/** The listing that is missing from its list, and since when. The receipt is written before anything is shown. */
export async function showRemoval(gone: GoneEntry, looking: Looking, deps: ShowDeps): Promise<WaitingDetail> {
  const receiptId = await noteDisclosure(removalIdOf(gone), looking, deps);
  const [fact] = await listingsOf(gone, deps);
  return {
    ...removalItem(gone, await deps.proposals.about(removalIdOf(gone))),
    receiptId,
    ...(fact?.content.kind === 'listing' && {
      listing: {
        documentNumber: fact.documentNumber,
        authority: fact.authority.name,
        listedOn: fact.content.listedOn,
      },
    }),
    decisions: decisionViews(gone.decisions ?? [], gone.entry, deps.vault),
  };
}

/** The listings behind a list entry that are not removed. */
export async function listingsOf(
  { party, entry }: GoneEntry,
  { folders }: Pick<ShowDeps, 'folders'>,
): Promise<DecisionFact[]> {
  if (!party) return [];
  const { facts } = await folders.readFolder(party as PartyKey);
  return facts
    .filter(isDecision)
    .filter((fact) => fact.status === 'original' && fact.content.kind === 'listing')
    .filter((fact) => namesakesOf(listEntryOf(fact)) === namesakesOf(entry));
}

/** The receipt of a look at an item; with a reason it names the item beside it. @returns its id */
export async function noteDisclosure(
  item: string,
  { by, reason }: Looking,
  { runtime, receipts, vault }: Pick<ShowDeps, 'runtime' | 'receipts' | 'vault'>,
): Promise<string> {
  const receiptId = runtime.newId();
  const at = runtime.clock().toISOString();
  const disclosed = [{ status: 'row', fields: [reason === undefined ? 'masked' : '*'] }];
  const purpose = reason === undefined ? 'quarantine' : 'reveal';
  const about =
    reason === undefined ? { reference: item } : { reference: vault.seal(reason, receiptId), item };
  await receipts.add({ receiptId, at, agency: by, purpose, ...about, disclosed });
  runtime.log.info('disclosure.made', { receiptId, agency: by, purpose, subjects: 1, disclosed: 1 });
  return receiptId;
}
