import { parseArgs } from 'node:util';
import { pushUnderKills } from './push-world.ts';

const usage = `Kills the connector with SIGKILL while it pushes grade changes to subscribers, and compares what each got with the change feed.

  npm run crash:push [-- --seed 1 --kills 4 --changes 1000 --subscribers 10]

Exit code 0 when every subscriber got every change, in the order of the feed, and repetitions have the id of the first attempt.`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    kills: { type: 'string', default: '4' },
    changes: { type: 'string', default: '1000' },
    subscribers: { type: 'string', default: '10' },
    help: { type: 'boolean' },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const result = await pushUnderKills({
  changes: Number(values.changes),
  subscribers: Number(values.subscribers),
  kills: Number(values.kills),
  seed: Number(values.seed),
  say: (text) => console.log(text),
});
const { changes, events, repeated, seconds, faults } = result;
for (const fault of faults) console.log(`  ✗ ${fault}`);
console.log(
  `${changes} changes to ${values.subscribers} subscribers in ${events} events (${repeated} repeated), ${seconds.toFixed(0)} s with ${values.kills} kills`,
);
console.log(faults.length === 0 ? 'nothing is lost' : `${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
