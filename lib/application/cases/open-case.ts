import type { Case } from '../../credit-file/cases/case-state.ts';
import type { PartyKey } from '../../credit-file/facts/subject.ts';
import type { ProjectionPorts } from '../../credit-file/save-projection.ts';
import { Problem } from '../../runtime/problem.ts';
import { categories } from '../../shared/category.ts';
import { type OpenedCase, readCase } from './resolve-case.ts';

type Kind = Case['kind'];
export type Opened<K extends Kind> = OpenedCase & { readonly one: Extract<Case, { kind: K }> };

const letters = { objection: 'O', repair: 'K' } as const;

/** The case with the id `<category>.<party>.<number>`. @throws Problem 404 */
export async function openCase<K extends Kind>(
  kind: K,
  id: string,
  ports: Pick<ProjectionPorts, 'store' | 'clock'>,
): Promise<Opened<K>> {
  const [named, party = '', number = '', ...rest] = id.split('.');
  const category = categories.find((one) => one === named);
  const isId = category && /^[\w-]{22}$/.test(party) && /^[\d-]{1,12}$/.test(number) && rest.length === 0;
  const opened = isId
    ? await readCase(party as PartyKey, `${letters[kind]}.${category}.${number}`, ports)
    : undefined;
  if (opened?.one?.kind === kind) return opened as Opened<K>;
  throw new Problem(
    404,
    `unknown-${kind}`,
    `There is no such ${kind}. Use an id of files/query or of GET /v1/deadlines.`,
  );
}
