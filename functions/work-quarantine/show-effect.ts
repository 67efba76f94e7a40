import { effectView } from '../../lib/application/cases/effect-view.ts';
import { isPartyIn } from '../../lib/application/quarantine/candidates-in-area.ts';
import type { Effect } from '../../lib/application/quarantine/second-officer.ts';
import { type Changes, changesBy } from '../../lib/credit-file/changes-by.ts';
import { type QuarantinedRow, rowIdOf } from '../../lib/feeds/quarantine.ts';
import { maskedValue } from '../../lib/shared/personal-values.ts';
import type { ItemEffectRequest } from '../../schemas/api.ts';
import type { EffectAnswer } from '../../schemas/effects.ts';
import { askedCorrection } from './correct-row.ts';
import { alreadyDecided, type DecideDeps, sayingOf } from './row-acts.ts';
import { type Looking, noteDisclosure, type ShowDeps } from './show-item.ts';

/**
 * What the choice of a candidate, or of a row that contradicts, would change in the files that lie in the area of the
 * token. Nothing is decided.
 * @throws Problem 403, 409
 */
export async function effectOfCorrection(
  row: QuarantinedRow,
  { request, ...looking }: Looking & { request: ItemEffectRequest },
  deps: DecideDeps & ShowDeps,
): Promise<EffectAnswer> {
  if (row.state === 'corrected' || row.state === 'dismissed') throw alreadyDecided(row);
  const { vault, runtime } = deps;
  const saying = sayingOf('correction', request, { by: looking.by, runtime });
  const { effects } = await askedCorrection(row, { request, area: looking.area, saying }, deps);
  const receiptId = await noteDisclosure(rowIdOf(row), looking, deps);
  const changes = await Promise.all(byParty(effects).map((effect) => changesOf(effect, looking.area, deps)));
  return effectView(changes, { receiptId, vault, nameAs: maskedValue });
}

const byParty = (effects: readonly Effect[]): Effect[] =>
  [...Map.groupBy(effects, ({ party }) => party)].map(([party, parts]) => ({
    party,
    facts: parts.flatMap(({ facts }) => facts),
  }));

async function changesOf(
  { party, facts }: Effect,
  area: string | undefined,
  { ports }: DecideDeps,
): Promise<Changes> {
  const at = { folders: ports.store, now: ports.clock() };
  if (!(await isPartyIn(area, party, at))) return { files: [], lifts: [] };
  return changesBy(facts, await ports.store.readFolder(party), { ...ports, now: ports.clock() });
}
