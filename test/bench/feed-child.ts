import { createReadStream, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { checkFinding } from '../../lib/composition/check-finding.ts';
import { readFeed } from '../../lib/feeds/index.ts';
import { dayOf } from '../../lib/shared/day.ts';

/** Reads the file given, by us or by the floor, and says how long it took and how much memory it needed. */
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

async function floor(): Promise<number> {
  const decoder = new TextDecoder('gb18030', { fatal: true });
  async function* texts(): AsyncGenerator<string> {
    for await (const chunk of createReadStream(path))
      yield decoder.decode(chunk as Uint8Array, { stream: true });
  }
  let rows = -1;
  for await (const _record of Readable.from(texts()).pipe(parse({ bom: true }))) rows++;
  return rows;
}

const begun = performance.now();
const rows = await (who === 'ours' ? ours() : floor());
const milliseconds = performance.now() - begun;
console.log(JSON.stringify({ rows, milliseconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
