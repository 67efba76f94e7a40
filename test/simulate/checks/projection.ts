import { verifyTable } from '../../../infra/cli/verify.ts';
import { canonicalJson } from '../../../lib/credit-file/facts/identity.ts';
import { registrationsOf } from '../../../lib/credit-file/facts/registration.ts';
import { homeOf } from '../../../lib/credit-file/home-of.ts';
import { attributionsOf } from '../../../lib/credit-file/projection/attribution.ts';
import type { FileState } from '../../../lib/credit-file/projection/file-state.ts';
import { type Folder, projectFolder } from '../../../lib/credit-file/projection/project-folder.ts';
import { scoreCase } from '../../../lib/scoring/index.ts';
import { yearOf } from '../../../lib/shared/day.ts';
import { createFolderStore } from '../../../lib/store/folder-store.ts';
import type { Seen } from './stores.ts';

/** Every file is what all facts of its folder say, whatever it was before, and its sheets are proved. */
export async function projection(seen: Seen): Promise<string[]> {
  const { table, policy, folders, world } = seen;
  const now = new Date(world.kernel.now);
  const { findings } = await verifyTable(createFolderStore(table), { policy, now });
  return [
    ...findings.map(
      ({ category, what, detail }) => `a sheet of ${category} is not proved: ${what} ${detail}`,
    ),
    ...folders.flatMap((folder) => filesOf(folder, seen)),
    ...(await linksOf(seen)),
  ];
}

function filesOf(folder: Folder, { policy, world }: Seen): string[] {
  const now = new Date(world.kernel.now);
  const project = (at: Date): Map<string, string> =>
    new Map(
      projectFolder({ ...folder, files: new Map() }, { now: at, scorer: scoreCase, policy }).map(
        ({ file }) => [file.category, contentOf(file)],
      ),
    );
  const projected = project(now);
  const missing = [...registrationsOf(folder.facts).keys()].filter((category) => !folder.files.has(category));
  return [
    ...missing.map((category) => `the registration of ${category} has no file`),
    ...[...folder.files.values()].flatMap((stored) => {
      const said = contentOf(stored);
      const follows = projected.get(stored.category) ?? '';
      const { evaluatedOn } = stored.gradeInForce ?? {};
      const yearsEnd = evaluatedOn && lastInstantOf(yearOf(evaluatedOn));
      if (said === follows) return [];
      // The turn of a year by itself projects no file (README, What is not checked).
      if (yearsEnd && yearsEnd < now && project(yearsEnd).get(stored.category) === said) return [];
      return [`the file of ${stored.category} is not what its facts say: ${firstDifference(said, follows)}`];
    }),
  ];
}

/** In Shanghai. */
const lastInstantOf = (year: number): Date => new Date(Date.parse(`${year + 1}-01-01T00:00:00+08:00`) - 1);

/**
 * What a file says, without what depends on its history: versions, the sheet chain, the day of the evaluation, deliveries,
 * and since when a suspension waits.
 */
export function contentOf(file: FileState): string {
  const { identity, gradeInForce, pendingSuspension, sanctions } = file;
  const { status, medinsCode, scheme, category, published, disclosure, changesOn, awaitingSanction } = file;
  const { awaitingBasis, overOnArrival } = file;
  return canonicalJson({
    ...{ status, medinsCode, scheme, category, published, disclosure, changesOn, awaitingSanction },
    ...{ awaitingBasis, overOnArrival, sanctions },
    identity: identity.digest,
    grade: gradeInForce && { ...gradeInForce, evaluatedOn: undefined, sheet: undefined },
    pending: pendingSuspension?.suspension,
  });
}

export function firstDifference(one: string, other: string): string {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  const from = Math.max(0, at - 60);
  return `…${one.slice(from, at + 120)}… and not …${other.slice(from, at + 120)}…`;
}

/** What a person's decisions mean for an institution is in the institution's folder, and nothing else is. */
async function linksOf({ folders, policy, table }: Seen): Promise<string[]> {
  const store = createFolderStore(table);
  const expected = new Map<string, Map<string, string>>();
  for (const { party, facts } of folders) {
    if (!facts.some(({ type }) => type === 'decision')) continue;
    for (const [named, entries] of attributionsOf(facts, policy.book)) {
      const key = `${await homeOf(named, store)} from ${party}`;
      const all = expected.get(key) ?? new Map<string, string>();
      for (const entry of entries) all.set(`${entry.matter}/${entry.fact}`, canonicalJson(entry));
      expected.set(key, all);
    }
  }
  const found = new Map(
    folders.flatMap(({ party, links }) =>
      links.map((link) => [
        `${party} from ${link.person}`,
        link.entries
          .map((entry) => canonicalJson(entry))
          .sort()
          .join(),
      ]),
    ),
  );
  const said = (all: ReadonlyMap<string, string> | undefined): string =>
    [...(all?.values() ?? [])].sort().join();
  return [...new Set([...expected.keys(), ...found.keys()])]
    .filter((key) => (found.get(key) ?? '') !== said(expected.get(key)))
    .map((key) => `the link to ${key} is not what the facts say`);
}
