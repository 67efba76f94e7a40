import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { benchBundles } from './bundles.ts';
import { benchFeeds } from './feeds.ts';
import { benchPath } from './path.ts';
import { benchScoring } from './scoring.ts';

const sections = {
  scoring: benchScoring,
  feeds: benchFeeds,
  path: benchPath,
  bundles: benchBundles,
} as const;
const names = Object.keys(sections) as (keyof typeof sections)[];

const { values } = parseArgs({ options: { only: { type: 'string' }, help: { type: 'boolean' } } });
if (values.help || (values.only !== undefined && !names.includes(values.only as never))) {
  console.log(
    `Measures the product beside a floor or a peer in the same run.\n\n  npm run bench [-- --only ${names.join('|')}]`,
  );
  process.exit(values.help ? 0 : 2);
}
console.log(`Node ${process.version}, ${cpus().length} cores, ${new Date().toISOString().slice(0, 10)}`);
for (const name of names) {
  if (values.only !== undefined && values.only !== name) continue;
  console.log('');
  await sections[name]();
}
process.exit(0);
