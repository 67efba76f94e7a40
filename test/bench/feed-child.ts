import { createReadStream, readFileSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { checkFinding } from '../../lib/application/intake/check-finding.ts';
import { readFeed } from '../../lib/feeds/index.ts';
import { dayOf } from '../../lib/shared/day.ts';

/** Reads the given file with our reader or with the bare parser, and reports time and memory. */
const [who = 'ours', path = ''] = process.argv.slice(2);

async function ours(): Promise<number> {
  const file = {
    bytes: statSync(path).size,
    open: () => createReadStream(path) as AsyncIterable<Uint8Array>,
  };
  const clock = () => new Date();
  const reading = await readFeed({
    source: 'market-supervision',
    file,
    today: dayOf(clock()),
    checkFinding: checkFinding({ clock }),
  });
  if (!reading.ok) throw new Error(reading.error.detail);
  let rows = 0;
  for await (const _row of reading.value.rows) rows++;
  return rows;
}

async function* texts(encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const chunk of createReadStream(path))
    yield decoder.decode(chunk as Uint8Array, { stream: true });
}

/** The least work that reads the content of a file, by format. */
const floors: Readonly<Record<string, () => Promise<number>>> = {
  async csv() {
    let rows = -1;
    for await (const _record of Readable.from(texts('gb18030')).pipe(parse({ bom: true }))) rows++;
    return rows;
  },
  async ndjson() {
    let rows = 0;
    for await (const line of createInterface({ input: createReadStream(path) })) {
      JSON.parse(line);
      rows++;
    }
    return rows;
  },
  async xml() {
    const { parser, count } = bareXml('DATA');
    for await (const text of texts('utf-8')) parser.write(text);
    parser.close();
    return count();
  },
  async xlsx() {
    const { parser, count } = bareXml('row');
    const parts = unzipSync(readFileSync(path), { filter: ({ name }) => name.includes('worksheets/') });
    const decoder = new TextDecoder();
    for (const part of Object.values(parts)) {
      for (let at = 0; at < part.length; at += 65_536)
        parser.write(decoder.decode(part.subarray(at, at + 65_536), { stream: true }));
    }
    parser.close();
    return count() - 1;
  },
};

function bareXml(record: string) {
  const parser = new SaxesParser();
  let records = 0;
  parser.on('opentag', () => undefined);
  parser.on('text', () => undefined);
  parser.on('closetag', ({ name }) => {
    if (name === record) records++;
  });
  return { parser, count: () => records };
}

const begun = performance.now();
const rows = await (who === 'ours' ? ours() : floors[who]?.());
const milliseconds = performance.now() - begun;
console.log(JSON.stringify({ rows, milliseconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
