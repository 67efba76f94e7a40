import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { makeSamples } from '../../infra/samples/feeds.ts';
import { writeXlsx } from '../../lib/feeds/formats/write-xlsx.ts';
import { dayOf } from '../../lib/shared/day.ts';

export type BenchFormat = 'csv' | 'xlsx' | 'xml' | 'ndjson';

const size = { hospitals: 200, pharmacies: 300, doctors: 0, nurses: 0, pharmacists: 0, insured: 0 };

/** Writes the same penalties in each format and returns the paths. */
export function writeFeedFiles(folder: string, rows: number): Readonly<Record<BenchFormat, string>> {
  const [, market] = makeSamples({ seed: 1, today: dayOf(new Date()), size, penalties: rows, findings: 0 });
  const bytes = Buffer.from(market?.bytes ?? []);
  const [header = [], ...records] = cellsOf(iconv.decode(bytes, 'gb18030'));
  const path = (format: BenchFormat): string => join(folder, `feed.${format}`);
  writeFileSync(path('csv'), bytes);
  writeFileSync(path('xlsx'), writeXlsx([header, ...records]));
  writeFileSync(path('ndjson'), records.map((cells) => `${JSON.stringify(named(header, cells))}\n`).join(''));
  writeFileSync(
    path('xml'),
    `<DATAS>\n${records.map((cells) => recordXml(codes, cells)).join('')}</DATAS>\n`,
  );
  return { csv: path('csv'), xlsx: path('xlsx'), xml: path('xml'), ndjson: path('ndjson') };
}

/** Writes a CSV file of any length to disk: the rows of the sample repeated, each with its own number. */
export function writeLongCsv(path: string, sample: Uint8Array, times: number): void {
  const [header = '', ...lines] = iconv.decode(Buffer.from(sample), 'gb18030').trimEnd().split('\r\n');
  const file = openSync(path, 'w');
  writeSync(file, iconv.encode(`${header}\r\n`, 'gb18030'));
  for (let round = 1; round <= times; round++) {
    const text = lines.map((line) => line.replace('号', `-${round}号`)).join('\r\n');
    writeSync(file, iconv.encode(`${text}\r\n`, 'gb18030'));
  }
  closeSync(file);
}

/** Codes of the columns of the 法人 template, in order. */
const codes =
  'CF_XDR_MC CF_XDR_SHXYM CF_XDR_GSZC CF_XDR_ZZJG CF_XDR_SWDJ CF_XDR_SYDW CF_XDR_SHZZ CF_FRDB CF_FR_SFZH CF_WSH CF_WFXW CF_SY CF_YJ CF_CFLB CF_NR CF_NR_FK CF_NR_WFFF CF_NR_ZKDX CF_JDRQ CF_YXQ CF_GSJZQ CF_CFJG CF_CFJGDM CF_SJLY CF_SJLYDM BZ'.split(
    ' ',
  );

const named = (names: readonly string[], cells: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']));

const recordXml = (names: readonly string[], cells: readonly string[]): string =>
  `<DATA>${names.map((name, index) => `<${name}>${cells[index] ?? ''}</${name}>`).join('')}</DATA>\n`;

/** The cells of each line. The samples contain no quotes and no line breaks in cells. */
const cellsOf = (text: string): string[][] =>
  text
    .trimEnd()
    .split(/\r?\n/)
    .map((line) =>
      Array.from(line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g), ([, quoted, bare]) => quoted ?? bare ?? ''),
    );
