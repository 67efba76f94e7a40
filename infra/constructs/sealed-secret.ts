import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { type CfnSecret, Secret, type SecretProps } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

/**
 * A secret under a key of ours. Whoever reads it may use the key for this secret only: the secret service names the secret
 * in the encryption context (https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html).
 *
 * CDK's own grant restricts the key by `kms:ViaService`, a domain name that the China partition may spell differently.
 * The encryption context is an ARN, which the template makes for its partition.
 *
 * A subclass, because a construct around it would change the logical id: an upgrade would make a new, empty secret.
 */
export class SealedSecret extends Secret {
  private readonly sealedBy: IKey;

  constructor(
    scope: Construct,
    id: string,
    { key, ...props }: Omit<SecretProps, 'encryptionKey'> & { key: IKey },
  ) {
    super(scope, id, props);
    this.sealedBy = key;
    // Set on the resource, because the construct's `encryptionKey` adds CDK's grants to the key.
    (this.node.defaultChild as CfnSecret).kmsKeyId = key.keyArn;
  }

  /** Grants reading the secret, and its key for this secret. */
  grantOpen(fn: Lambda): void {
    this.grantRead(fn);
    fn.addToRolePolicy(
      new PolicyStatement({
        actions: ['kms:Decrypt'],
        resources: [this.sealedBy.keyArn],
        conditions: { StringEquals: { 'kms:EncryptionContext:SecretARN': this.secretArn } },
      }),
    );
  }
}
