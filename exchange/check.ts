import { Refused } from '../infra/cli/client.ts';
import type { Watch } from './agent.ts';
import { problemText } from './problem.ts';

/** A run that nobody has: asking for it shows whether the connector answers and knows the token, and changes nothing. */
const noRun = '00000000000000000000000000';

/** Tries each box and its token. @returns true when nothing stands against their work */
export async function checkAll(watches: readonly Watch[], print: (line: string) => void): Promise<boolean> {
  let isWell = true;
  for (const { box, connector } of watches) {
    const wrong = [...(await connectorProblems(connector)), ...(await box.check())];
    print(`${wrong.length === 0 ? '✓' : '✗'} ${box.name} (${box.source})`);
    for (const one of wrong) print(`    ${one}`);
    isWell &&= wrong.length === 0;
  }
  return isWell;
}

async function connectorProblems(connector: Watch['connector']): Promise<string[]> {
  try {
    await connector.run(noRun);
    return [];
  } catch (error) {
    return error instanceof Refused && error.status === 404 ? [] : [problemText(error)];
  }
}
