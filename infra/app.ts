import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, NIST80053R5Checks, ServerlessChecks } from 'cdk-nag';
import { bundleFunctions } from './bundle.ts';
import { ConnectorStack } from './stack.ts';

/**
 * The regions it is synthesized for: one in the China partition, where the bureau runs, and one in the standard
 * partition.
 */
const regions = ['cn-northwest-1', 'eu-west-1'] as const;

const app = new App();
const bundles = await bundleFunctions();
for (const region of regions) {
  new ConnectorStack(app, `CreditConnector-${region}`, {
    env: { region },
    description: '医保信用数据共享连接器',
    bundles,
  });
}
for (const checks of [AwsSolutionsChecks, NIST80053R5Checks, ServerlessChecks]) {
  Validations.of(app).addPlugins(new checks(app));
}
app.synth();
