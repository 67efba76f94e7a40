import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startConnector } from '../support/connector.ts';
import { dumpLayout, runsOf } from '../support/layout.ts';
import { answersOf, fillLayout, type Release, releases } from '../support/layout-content.ts';

const usage = `Keeps the layout of a release: what a connector of it has in table, bucket and receivers after a small flow, and what
it answers then. Newer code is tested against it for ever (test/flow/upgrade.test.ts).

  npm run -s layout -- DIR [RELEASE]     RELEASE: ${releases.join(', ')}; today's when left out

DIR is made anew. Of an older release it is run in a checkout of that release (test/fixtures/layouts/README.md).`;

const [folder, named = releases.at(-1)] = process.argv.slice(2);
const release = releases.find((one) => one === named);
if (!folder || folder === '--help' || !release) {
  console.log(usage);
  process.exit(folder === '--help' ? 0 : 2);
}
await keep(resolve(folder), release);

async function keep(to: string, release: Release): Promise<void> {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  const connector = await startConnector();
  try {
    await fillLayout(connector, release);
    await dumpLayout(connector.dataDir, to);
    const answers = await answersOf(connector, runsOf(to));
    writeFileSync(join(to, 'answers.json'), textOf(answers));
  } finally {
    await connector.stop();
  }
}

/** One line for each subject or receiver, so that a change shows in a diff. */
function textOf(answers: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(answers).map(([name, part]) => {
    const lines = Object.entries(part as object).map(
      ([key, said]) => `${JSON.stringify(key)}:${JSON.stringify(said)}`,
    );
    return `${JSON.stringify(name)}:{\n${lines.join(',\n')}\n}`;
  });
  return `{${parts.join(',\n')}}\n`;
}
