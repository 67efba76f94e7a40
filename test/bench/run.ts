import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { benchBundles } from './bundles.ts';
import { benchConsole } from './console.ts';
import { benchConvergence } from './convergence.ts';
import { benchEvaluation } from './evaluation.ts';
import { benchFairness } from './fairness.ts';
import { benchFeeds } from './feeds.ts';
import { benchGrowth } from './growth.ts';
import { benchPath } from './path.ts';
import { benchPush } from './push.ts';
import { benchReadBack } from './read-back.ts';
import { benchScoring } from './scoring.ts';

const sections = {
  scoring: benchScoring,
  feeds: benchFeeds,
  path: benchPath,
  growth: benchGrowth,
  fairness: benchFairness,
  evaluation: benchEvaluation,
  convergence: benchConvergence,
  push: benchPush,
  'read-back': benchReadBack,
  bundles: benchBundles,
  console: benchConsole,
} as const;
const names = Object.keys(sections) as (keyof typeof sections)[];

const { values } = parseArgs({
  options: { only: { type: 'string' }, rows: { type: 'string' }, help: { type: 'boolean' } },
});
const rows = values.rows === undefined ? undefined : Number(values.rows);
if (values.help || (values.only !== undefined && !names.includes(values.only as never))) {
  console.log(
    `Measures the product beside a floor or a peer in the same run.\n\n  npm run bench [-- --only ${names.join('|')}] [--rows N]

--rows   rows of the long file that ten others must not wait for (fairness; 100000), or subjects (evaluation; 10000),
         or records that one subject has (growth; 1000), or subjects told (read-back; 6000), or files (convergence; 5000, and 4 and 16 times
         as many for memory), or rows that wait for a person (console; 10000)`,
  );
  process.exit(values.help ? 0 : 2);
}
console.log(`Node ${process.version}, ${cpus().length} cores, ${new Date().toISOString().slice(0, 10)}`);
for (const name of names) {
  if (values.only !== undefined && values.only !== name) continue;
  console.log('');
  await sections[name]({ rows });
}
process.exit(0);
