import { type CfnParameter, RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { environment } from '../environment.ts';
import { acknowledge, secretRotation } from '../findings.ts';
import { parameter } from './parameter.ts';
import { SealedSecret } from './sealed-secret.ts';

/** The endpoints of authorities that are pulled, and the tokens they gave us. */
export class Authorities extends Construct {
  readonly secret: SealedSecret;
  private readonly sources: CfnParameter;

  constructor(scope: Construct, id: string, { key }: { key: IKey }) {
    super(scope, id);
    this.sources = parameter(this, 'PullSources', {
      type: 'String',
      default: '[]',
      description: 'Endpoints that are pulled, as a JSON list (lib/application/settings/pull-settings.ts)',
    });
    this.secret = new SealedSecret(this, 'Secret', {
      description: 'Tokens of pulled authorities, JSON by name of the endpoint: put the value in by hand',
      key,
      // An object from the start, so that endpoints without a token work before anybody has stored one.
      generateSecretString: { secretStringTemplate: '{}', generateStringKey: 'unused' },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const reason =
      'The authority issues the token; it is replaced when the authority replaces it (docs/operations/runbook.md).';
    for (const finding of secretRotation) acknowledge(this.secret, finding, reason);
  }

  grantPullSettings(fn: Lambda): void {
    fn.addEnvironment(environment.pullSources, this.sources.valueAsString);
  }

  grantCredentials(fn: Lambda): void {
    fn.addEnvironment(environment.pullSecret, this.secret.secretArn);
    this.secret.grantOpen(fn);
  }
}
