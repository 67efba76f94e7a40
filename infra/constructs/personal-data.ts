import { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { environment } from '../environment.ts';
import { acknowledge, secretRotation } from '../findings.ts';
import { SealedSecret } from './sealed-secret.ts';
import { rotatingKey } from './storage-key.ts';

/** The keys of personal data: the pepper of subject keys, and the key that decrypts the data keys in the table. */
export class PersonalData extends Construct {
  readonly dataKey: IKey;
  readonly pepper: SealedSecret;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.dataKey = rotatingKey(this, 'DataKey', 'Opens the data keys of names and identity numbers');
    this.pepper = new SealedSecret(this, 'Pepper', {
      description:
        'Pepper of the keyed hashes that stand for subjects. Never rotated: every key depends on it (docs/operations/pepper.md).',
      key: this.dataKey,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const reason =
      'Ids sent to receivers and the signed ledger are made with it: another one would make every subject a stranger (docs/operations/pepper.md).';
    for (const finding of secretRotation) acknowledge(this.pepper, finding, reason);
  }

  /** Grants generating data keys in encrypted form, as they are stored in the table, and not decrypting them. */
  grantMakeKeys(fn: Lambda): void {
    fn.addEnvironment(environment.dataKey, this.dataKey.keyArn);
    this.dataKey.grant(fn, 'kms:GenerateDataKeyWithoutPlaintext');
  }

  /** Grants asking what state the key is in, and not using it. */
  grantLook(fn: Lambda): void {
    fn.addEnvironment(environment.dataKey, this.dataKey.keyArn);
    this.dataKey.grant(fn, 'kms:DescribeKey');
  }

  grantPepper(fn: Lambda): void {
    fn.addEnvironment(environment.pepperSecret, this.pepper.secretArn);
    this.pepper.grantOpen(fn);
  }

  /** Grants opening what is sealed. Who also seals may make the first data key. */
  grantUse(fn: Lambda, { seals }: { seals: boolean }): void {
    fn.addEnvironment(environment.dataKey, this.dataKey.keyArn);
    this.dataKey.grant(fn, 'kms:Decrypt', ...(seals ? ['kms:GenerateDataKeyWithoutPlaintext'] : []));
  }
}
