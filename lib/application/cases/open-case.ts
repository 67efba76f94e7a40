import type { Case } from '../../credit-file/cases/case-state.ts';
import type { PartyKey } from '../../credit-file/facts/subject.ts';
import type { ProjectionPorts } from '../../credit-file/projection-ports.ts';
import { Problem } from '../../runtime/problem.ts';
import { type Category, categories } from '../../shared/category.ts';
import { type OpenedCase, readCase } from './resolve-case.ts';

type Kind = Case['kind'];
export type Opened<K extends Kind> = OpenedCase & { readonly one: Extract<Case, { kind: K }> };

const letters = { objection: 'O', repair: 'K' } as const;

/** Category, party and number of a case; undefined for what is no id of a case. */
export function partsOfCaseId(
  id: string,
): { category: Category; party: PartyKey; number: string } | undefined {
  const [named, party = '', number = '', ...rest] = id.split('.');
  const category = categories.find((one) => one === named);
  const isId = /^[\w-]{22}$/.test(party) && /^[\d-]{1,12}$/.test(number) && rest.length === 0;
  return category && isId ? { category, party: party as PartyKey, number } : undefined;
}

/** The case with the id `<category>.<party>.<number>`. @throws Problem 404 */
export async function openCase<K extends Kind>(
  kind: K,
  id: string,
  ports: Pick<ProjectionPorts, 'store' | 'clock'>,
): Promise<Opened<K>> {
  const parts = partsOfCaseId(id);
  const opened =
    parts && (await readCase(parts.party, `${letters[kind]}.${parts.category}.${parts.number}`, ports));
  if (opened?.one?.kind === kind) return opened as Opened<K>;
  throw new Problem(
    404,
    `unknown-${kind}`,
    `There is no such ${kind}. Use an id of files/query or of GET /v1/deadlines.`,
  );
}
