import {
  type Exclusion,
  type Exclusions,
  exclusionOf,
  linkExclusionOf,
} from '../../lib/credit-file/cases/exclusions.ts';
import { type DecisionState, isDecision } from '../../lib/credit-file/facts/decision-state.ts';
import type { DecisionFact, Fact, Link, LinkEntry, Origin } from '../../lib/credit-file/facts/fact.ts';
import { withdrawnKeys } from '../../lib/credit-file/facts/withdrawn-keys.ts';
import type { FileState } from '../../lib/credit-file/projection/file-state.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import type { Entry } from './page-section.ts';

/** A decision, with what became of it since. */
export function decisionView(
  { fact, facts, revoked, amended, contested, decidedOn }: DecisionState,
  vault: Vault,
  { file, inForce }: { file: FileState; inForce: Exclusions['inForce'] },
) {
  const { documentNumber, authority, actOn, content, usage, matter, origin } = fact;
  const exclusion = exclusionOf(inForce, { fact: fact.key, documentNumber, authority: authority.name });
  return {
    key: fact.key,
    documentNumber,
    authority: authority.name,
    decidedOn,
    actOn,
    content,
    usage,
    ...(matter && { matter: vault.open(matter, file.party) }),
    status: revoked ? 'revoked' : amended ? 'amended' : contested ? 'contested' : 'standing',
    ...(!revoked && takenOut(exclusion)),
    origin: originView(origin),
    // The original document and each document that amended it are shown side by side.
    ...(facts.length > 1 && { history: facts.map(historyView) }),
  };
}

/** Why casework excludes a decision from scoring. The decision stays in the file (Art. 20, 31). */
const takenOut = (exclusion: Exclusion | undefined) =>
  exclusion && {
    status: exclusion.by === 'objection' ? 'struck-out' : 'repaired',
    countsNotSince: exclusion.since,
  };

const repairedElsewhere = ({ fact, repairedOn }: LinkEntry): Exclusion | undefined =>
  repairedOn && { fact, by: 'repair', since: repairedOn };

const originView = ({ run, row, fileSha256, source, correction, confirmation }: Origin) => ({
  run,
  row,
  fileSha256,
  source,
  ...(correction && { correction }),
  ...(confirmation && { confirmation }),
});

const historyView = ({ status, decidedOn, correctionNumber, content, origin }: DecisionFact) => ({
  status,
  decidedOn,
  ...(correctionNumber && { correctionNumber }),
  content,
  origin: originView(origin),
});

/** Records that an officer withdrew, with officer, instant and reason. */
export function withdrawnEntries(facts: readonly Fact[], vault: Vault, { party }: FileState): Entry[] {
  const withdrawn = withdrawnKeys(facts);
  const rulings = new Map(facts.filter((fact) => fact.type === 'withdrawal').map((fact) => [fact.of, fact]));
  return facts
    .filter(isDecision)
    .filter(({ key }) => withdrawn.has(key))
    .map(({ key, documentNumber, authority, decidedOn, origin }) => {
      const ruling = rulings.get(key);
      const view = () => ({
        documentNumber,
        authority: authority.name,
        decidedOn,
        origin: originView(origin),
        ...(ruling && {
          by: ruling.origin.by,
          at: ruling.origin.receivedAt,
          reason: vault.open(ruling.reason, party),
          isMoved: ruling.movedTo !== undefined,
        }),
      });
      return { id: key, view };
    });
}

/** Acts of persons that count for the institution. */
export const attributedEntries = (links: readonly Link[], inForce: Exclusions['inForce']): Entry[] =>
  links.flatMap((link) =>
    link.entries.map((entry, index) => ({
      id: `${link.person}/${entry.fact}/${index}`,
      view: () => ({
        key: entry.fact,
        matter: entry.matter,
        documentNumber: entry.documentNumber,
        authority: entry.authority,
        decidedOn: entry.decidedOn,
        ...takenOut(repairedElsewhere(entry) ?? linkExclusionOf(inForce, entry, link)),
      }),
    })),
  );
