import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StackResource } from '@aws-sdk/client-cloudformation';
import { UpdateContinuousBackupsCommand, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import {
  PutBucketEncryptionCommand,
  PutObjectLockConfigurationCommand,
  type ServerSideEncryption,
} from '@aws-sdk/client-s3';
import type { Cloud } from './cloud.ts';

interface Template {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties?: Readonly<Record<string, unknown>> }>
  >;
}

interface Deployed {
  readonly cloud: Cloud;
  /** Physical name or ARN of what a template refers to. */
  readonly nameOf: (reference: unknown) => string;
}

/** Applies a property of the template that the emulator ignored. */
type Mend = (
  name: string,
  properties: Readonly<Record<string, unknown>>,
  deployed: Deployed,
) => Promise<unknown>;

/**
 * What the emulator's CloudFormation ignores silently (ministack 1.5.33), by resource type and property, and how it is
 * applied through the service, with the values of the template. The template is not adapted to the emulator.
 */
export const dropped: Readonly<Record<string, Readonly<Record<string, Mend>>>> = {
  'AWS::DynamoDB::Table': {
    // Restoring to a point in time is refused while it is off.
    PointInTimeRecoverySpecification: (TableName, _, { cloud }) =>
      cloud.table.send(
        new UpdateContinuousBackupsCommand({
          TableName,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        }),
      ),
    // The table would be described as encrypted with the service's own key.
    SSESpecification: (TableName, { SSESpecification }, { cloud, nameOf }) =>
      cloud.table.send(
        new UpdateTableCommand({
          TableName,
          SSESpecification: {
            Enabled: true,
            SSEType: 'KMS',
            KMSMasterKeyId: nameOf((SSESpecification as { KMSMasterKeyId: unknown }).KMSMasterKeyId),
          },
        }),
      ),
  },
  'AWS::S3::Bucket': {
    // Objects would be encrypted with the service's own key.
    BucketEncryption: (Bucket, { BucketEncryption }, { cloud, nameOf }) => {
      const { ServerSideEncryptionConfiguration: rules } = BucketEncryption as {
        ServerSideEncryptionConfiguration: {
          BucketKeyEnabled?: boolean;
          ServerSideEncryptionByDefault: { SSEAlgorithm: string; KMSMasterKeyID?: unknown };
        }[];
      };
      return cloud.objects.send(
        new PutBucketEncryptionCommand({
          Bucket,
          ServerSideEncryptionConfiguration: {
            Rules: rules.map(({ BucketKeyEnabled = false, ServerSideEncryptionByDefault: given }) => ({
              BucketKeyEnabled,
              ApplyServerSideEncryptionByDefault: {
                SSEAlgorithm: given.SSEAlgorithm as ServerSideEncryption,
                ...(given.KMSMasterKeyID !== undefined && { KMSMasterKeyID: nameOf(given.KMSMasterKeyID) }),
              },
            })),
          },
        }),
      );
    },
    // Files of senders could be deleted before their year is over.
    ObjectLockConfiguration: (Bucket, { ObjectLockConfiguration }, { cloud }) =>
      cloud.objects.send(
        new PutObjectLockConfigurationCommand({
          Bucket,
          ObjectLockConfiguration: ObjectLockConfiguration as { ObjectLockEnabled: 'Enabled' },
        }),
      ),
  },
};

/** Applies everything of {@link dropped} that the template contains. */
export async function applyWhatWasDropped(options: {
  readonly assembly: string;
  readonly template: string;
  readonly cloud: Cloud;
  readonly resources: readonly StackResource[];
}): Promise<void> {
  const { assembly, template, cloud, resources } = options;
  const { Resources } = JSON.parse(
    readFileSync(join(assembly, `${template}.template.json`), 'utf8'),
  ) as Template;
  const physical = new Map(
    resources.map(({ LogicalResourceId, PhysicalResourceId }) => [LogicalResourceId, PhysicalResourceId]),
  );
  const nameOf = (reference: unknown): string => {
    const { Ref, 'Fn::GetAtt': attribute } = reference as { Ref?: string; 'Fn::GetAtt'?: [string, string] };
    return physical.get(Ref ?? attribute?.[0]) ?? '';
  };
  for (const [logical, { Type, Properties = {} }] of Object.entries(Resources)) {
    for (const [property, mend] of Object.entries(dropped[Type] ?? {})) {
      if (property in Properties) await mend(physical.get(logical) ?? '', Properties, { cloud, nameOf });
    }
  }
}
