import { describe, expect, it } from 'vitest';
import { read } from '../../../../support/feed-file.ts';
import { inEveryFormat } from '../../../../support/formats.ts';
import { sourceFiles } from '../../../../support/source-files.ts';

describe.each(Object.entries(sourceFiles))('a file of %s', (_name, { source, rows }) => {
  it.each(Object.entries(inEveryFormat))('says the same as %s', async (_format, write) => {
    const plain = await read(source, inEveryFormat['CSV with commas']?.(rows) ?? new Uint8Array());
    const file = await read(source, write(rows));
    expect(file.template).toBe(plain.template);
    expect(file.rows.map(({ row: _, ...reading }) => reading)).toEqual(
      plain.rows.map(({ row: _, ...reading }) => reading),
    );
  });

  it('has a row that is understood, a candidate, and a row with findings, and loses none', async () => {
    const { rows: readings } = await read(source, inEveryFormat['XLSX']?.(rows) ?? new Uint8Array());
    expect(readings.map((reading) => ('candidate' in reading ? 'candidate' : reading.kind))).toEqual([
      'record',
      'candidate',
      'quarantined',
    ]);
  });
});
