import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pythonTool, withPython } from '../support/python-tool.ts';

/** Accepted findings, with reasons. */
const accepted: Readonly<Record<string, string>> = {
  W3005:
    'CDK has a function wait for its whole role, its policy included; the reference alone would wait for less.',
};

/** Checks the synthesized templates against the CloudFormation specification, each for the region it is named after. */
const output = join(import.meta.dirname, '../../cdk.out');
const templates = readdirSync(output).filter((name) => name.endsWith('.template.json'));
if (templates.length === 0) throw new Error('cdk.out has no template: run npm run synth first');

await withPython(async () => {
  const cfnLint = join(pythonTool('cfn-lint'), 'cfn-lint');
  let failed = 0;
  for (const template of templates) {
    const region = /^CreditConnector-(.+)\.template\.json$/.exec(template)?.[1] ?? '';
    const { status } = spawnSync(
      cfnLint,
      ['--regions', region, '--ignore-checks', ...Object.keys(accepted), '--', join(output, template)],
      {
        stdio: 'inherit',
      },
    );
    console.log(`${status === 0 ? 'clean' : 'FINDINGS'}: ${template}`);
    if (status !== 0) failed++;
  }
  return failed === 0 ? 0 : 1;
});
