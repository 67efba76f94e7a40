import { normaliseIdentifier } from '../shared/identifiers.ts';
import type { FileRow } from './formats/format.ts';
import { normaliseHeader } from './header.ts';

/** Rows that are looked at for amounts and identifiers. */
const rowsSeen = 200;

const weightyNames =
  /金额|罚款|罚没|没收|款额|\((万)?元\)|信用代码|机构代码|身份证|身份号码|证件号|证件代码|USCC|AMOUNT|IDCARD|CARDNUM|SFZ/;
const money = /^[¥￥]?\d[\d,]*(\.\d+)?(元|万元)$|^[¥￥]\d/;

/**
 * The columns among these that hold amounts or identifiers, by their names or by the first rows. Nobody may ignore them:
 * what they say is likely meant for a column of the template.
 */
export async function keptColumns(
  columns: readonly string[],
  tables: readonly {
    readonly header: readonly string[];
    readonly batches: AsyncIterable<readonly FileRow[]>;
  }[],
): Promise<string[]> {
  const kept = new Set(columns.filter((name) => weightyNames.test(normaliseHeader(name))));
  for (const { header, batches } of tables) {
    const open = columns.filter((name) => !kept.has(name) && header.includes(name));
    if (open.length === 0) continue;
    let seen = 0;
    for await (const batch of batches) {
      for (const name of open)
        if (batch.slice(0, rowsSeen).some(({ cells }) => isWeighty(cells[header.indexOf(name)] ?? '')))
          kept.add(name);
      seen += batch.length;
      if (seen >= rowsSeen) break;
    }
  }
  return columns.filter((name) => kept.has(name));
}

const isWeighty = (cell: string): boolean =>
  normaliseIdentifier('uscc', cell).ok ||
  normaliseIdentifier('resident-id', cell).ok ||
  money.test(cell.normalize('NFKC').replace(/\s/g, ''));
