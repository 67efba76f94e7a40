import type { Random } from '../../../infra/samples/random.ts';
import type { Source } from '../../../lib/shared/source.ts';
import { chainRows, type Row, registryRows, staffRows } from './cast.ts';
import {
  further,
  institutionFinding,
  newStatement,
  registryOf,
  type Statement,
  staffFinding,
  wholeList,
} from './rows.ts';

/** Rows that an authority sends, as a file or by the interface. */
export interface Sending {
  readonly kind: 'send';
  readonly source: Source;
  readonly rows: readonly Row[];
  readonly asFile: boolean;
}

export const wholeRegistry: Sending = { kind: 'send', source: 'registry', rows: registryRows, asFile: true };

export function sending(said: Statement[], random: Random, mayRename: boolean): Sending {
  const asFile = random.chance(0.5);
  if (random.chance(0.15))
    return { kind: 'send', source: 'registry', rows: registryOf(random, mayRename), asFile };
  if (random.chance(0.15)) return { kind: 'send', source: 'court', rows: wholeList(random), asFile };
  if (random.chance(0.1)) return { kind: 'send', ...crowd(said, random), asFile };
  if (random.chance(0.05)) return { kind: 'send', source: 'registry', rows: chainRows, asFile };
  if (random.chance(0.05)) return { kind: 'send', source: 'registry', rows: staffRows, asFile };
  const first = statement(said, random);
  const rows = [first.row];
  // A file has rows of one source and of one template.
  for (let more = random.below(4); more > 0; more--) {
    const next = statement(said, random);
    if (next.source === first.source) rows.push(next.row);
  }
  return { kind: 'send', source: first.source, rows, asFile };
}

/**
 * So many findings about one institution, or about its staff, that its file is projected from sums; and later words about
 * some of them.
 */
const crowd = (said: Statement[], random: Random): { source: Source; rows: Row[] } =>
  crowdOf(random.pick(['pharmacy', 'hospital', 'staff', 'staff']), said, random);

export function crowdOf(
  who: 'pharmacy' | 'hospital' | 'staff',
  said: Statement[],
  random: Random,
): { source: Source; rows: Row[] } {
  const some = Array.from({ length: 20 + random.below(40) }, (_, index) => {
    const number = 1 + said.length + index;
    return who === 'staff' ? staffFinding(number, random) : institutionFinding(number, who, random);
  });
  said.push(...some);
  return { source: 'medical-insurance', rows: some.map(({ row }) => row) };
}

function statement(said: Statement[], random: Random): Statement {
  const known = said.length > 0 && random.chance(0.5) ? random.pick(said) : undefined;
  const next = known ? further(known, random) : newStatement(1 + said.length, random);
  said.push(next);
  return next;
}
