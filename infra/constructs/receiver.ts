import { type CfnParameter, RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { environment } from '../environment.ts';
import { acknowledge, secretRotation } from '../findings.ts';
import type { ReceiverName } from '../system.ts';
import { parameter } from './parameter.ts';
import { SealedSecret } from './sealed-secret.ts';

/** A receiver: its address, the settings of its messages, and its credential. */
export class Receiver extends Construct {
  readonly name: ReceiverName;
  readonly secret: SealedSecret;
  private readonly url: CfnParameter;
  private readonly settings: CfnParameter;

  constructor(scope: Construct, id: string, { name, key }: { name: ReceiverName; key: IKey }) {
    super(scope, id);
    this.name = name;
    this.url = parameter(this, `${id}Url`, {
      type: 'String',
      allowedPattern: '^https://.+',
      description: `Address of the ${name}`,
    });
    this.settings = parameter(this, `${id}Settings`, {
      type: 'String',
      default: '{}',
      description: `Settings of the ${name}, as JSON (lib/delivery/${name})`,
    });
    this.secret = new SealedSecret(this, 'Secret', {
      description: `Credential of the ${name}: put the value in by hand`,
      key,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const reason =
      'The receiver issues the credential; it is replaced when the receiver replaces it (docs/operations/runbook.md).';
    for (const finding of secretRotation) acknowledge(this.secret, finding, reason);
  }

  grantAddress(fn: Lambda): void {
    fn.addEnvironment(environment.receiverUrl(this.name), this.url.valueAsString);
    fn.addEnvironment(environment.receiverSettings(this.name), this.settings.valueAsString);
  }

  grantCredential(fn: Lambda): void {
    fn.addEnvironment(environment.receiverSecret(this.name), this.secret.secretArn);
    this.secret.grantOpen(fn);
  }
}
