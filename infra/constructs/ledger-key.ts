import { RemovalPolicy } from 'aws-cdk-lib';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { environment } from '../environment.ts';

/**
 * The key that signs the ledger: ECDSA on P-256. It is never rotated automatically, because verifiers know its
 * fingerprint.
 */
export class LedgerKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Signs the ledger of what was delivered to the directory',
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  grantSign(fn: Lambda): void {
    fn.addEnvironment(environment.ledgerKey, this.key.keyArn);
    this.key.grant(fn, 'kms:Sign', 'kms:GetPublicKey');
  }
}
