import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Category } from '../../lib/shared/category.ts';
import type { Scheme } from '../../lib/shared/scheme.ts';
import type { Source } from '../../lib/shared/source.ts';
import { type Connector, startConnector } from '../support/connector.ts';
import { inEveryFormat } from '../support/formats.ts';
import { boss, finding, hospital, nurse, penalty, pharmacy, registry } from '../support/records.ts';

/** The same content in five formats, one after the other: the first is taken, the others are duplicates. */
let connector: Connector;
beforeAll(async () => {
  connector = await startConnector();
  await connector.submit('registry', registry);
});
afterAll(() => connector.stop());

const formats = ['CSV with commas', 'XLSX', 'JSON list', 'NDJSON', 'XML list'] as const;

const textsOf = (row: object): Record<string, string> =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value ?? '')]));
/** The records as a table: the columns of all records, in order of appearance. */
function tableOf(records: readonly object[]): string[][] {
  const rows = records.map(textsOf);
  const header = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return [header, ...rows.map((row) => header.map((name) => row[name] ?? ''))];
}

const defaulter = {
  iname: pharmacy.name,
  caseCode: '（2026）藏0102执7号',
  cardNum: pharmacy.id,
  businessEntity: boss.name,
  courtName: '拉萨市城关区人民法院',
  partyTypeName: '1',
  regDate: '20260109',
  publishDate: '2026年03月13日',
  performance: '全部未履行',
  disruptTypeName: '违反财产报告制度',
};

/** Records of a source. The formats are rotated, so that each is the first once. */
const contents: Readonly<Record<string, { source: Source; records: readonly object[] }>> = {
  'a penalty': {
    source: 'market-supervision',
    records: [
      penalty(1, pharmacy),
      penalty(2, hospital, {
        CF_CFLB: '罚款',
        CF_NR: '罚款人民币壹万伍仟元整',
        CF_NR_FK: '1.5',
      }),
    ],
  },
  'a finding': {
    source: 'medical-insurance',
    records: [
      finding(1, { category: 'medical-institution', ...hospital }, 'mi.interview', { count: 2 }),
      finding(2, { category: 'pharmacy', ...pharmacy }, 'ph.blacklisted', { matter: '查处' }),
    ],
  },
  'an entry of the registry': {
    source: 'registry',
    records: [
      { category: 'insured-person', scheme: 'resident-id', ...boss },
      { category: 'insured-person', scheme: 'resident-id', ...nurse },
    ],
  },
  'a change of the court’s list': {
    source: 'court',
    records: [
      { ...defaulter, state: '新增', updateDate: '' },
      { ...defaulter, state: '屏蔽', updateDate: '2026-05-20' },
    ],
  },
};

const originKeys = new Set(['receiptId', 'origin', 'run', 'row', 'fileSha256', 'source']);
const refused = (error: unknown): string => String(error);
/** All files, without the origin of each record. */
async function files(): Promise<unknown[]> {
  const subjects = [
    { scheme: 'uscc', id: pharmacy.id, category: 'pharmacy' },
    { scheme: 'uscc', id: hospital.id, category: 'medical-institution' },
    { scheme: 'resident-id', id: boss.id, category: 'insured-person' },
    { scheme: 'resident-id', id: nurse.id, category: 'insured-person' },
  ] as const satisfies { scheme: Scheme; id: string; category: Category }[];
  const found = await Promise.all(subjects.map((subject) => connector.file(subject).catch(refused)));
  return found.map((file) =>
    JSON.parse(JSON.stringify(file, (key, value: unknown) => (originKeys.has(key) ? undefined : value))),
  );
}

describe.each(Object.entries(contents))('%s', (_name, { source, records }) => {
  const place = Object.keys(contents).indexOf(_name);
  const [first = 'XLSX', ...others] = [...formats.slice(place), ...formats.slice(0, place)];
  const write = (format: string): Uint8Array => inEveryFormat[format]?.(tableOf(records)) ?? new Uint8Array();

  it(`is taken from ${first}, and changes the files`, async () => {
    const before = await files();
    expect(await connector.submit(source, write(first))).toMatchObject({
      status: 'completed',
      received: 2,
      accepted: 2,
    });
    expect(await files()).not.toEqual(before);
  });

  it.each(others)('is a duplicate as %s, and leaves the files as they are', async (format) => {
    const before = await files();
    expect(await connector.submit(source, write(format))).toMatchObject({
      status: 'completed',
      received: 2,
      accepted: 0,
      duplicates: 2,
      unmatched: 0,
      quarantined: 0,
    });
    expect(await files()).toEqual(before);
  });
});
