import { CfnCondition, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { environment, type TableAccess } from '../environment.ts';
import { parameter } from './parameter.ts';

const reads = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];

/**
 * The single table: credit files, runs, receipts. No function deletes anything. After a disaster the parameter
 * `RestoredTable` names a table that was restored beside it, and functions use that one instead.
 */
export class Store extends Construct {
  readonly table: Table;
  /** The table that functions use. */
  readonly tableName: string;
  private readonly tableArn: string;

  constructor(scope: Construct, id: string, { key }: { key: IKey }) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.table.addGlobalSecondaryIndex({
      indexName: 'agenda',
      partitionKey: { name: 'agendaShard', type: AttributeType.STRING },
      sortKey: { name: 'agendaAt', type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
    const restored = parameter(this, 'RestoredTable', {
      default: '',
      allowedPattern: '^[a-zA-Z0-9_.-]{0,255}$',
      description: 'A table restored beside the one of this stack, to be used in its place',
    });
    const isRestored = new CfnCondition(this, 'IsRestored', {
      expression: Fn.conditionNot(Fn.conditionEquals(restored, '')),
    });
    const either = Fn.conditionIf(isRestored.logicalId, restored.valueAsString, this.table.tableName);
    this.tableName = either.toString();
    this.tableArn = Stack.of(this).formatArn({
      service: 'dynamodb',
      resource: 'table',
      resourceName: this.tableName,
    });
  }

  /** Grants reads, and conditional writes of single items, and sets the table's name in the function's environment. */
  grant(fn: Lambda, access: TableAccess, { scans }: { scans: boolean }): void {
    const writes = access !== 'read';
    fn.addEnvironment(environment.table, this.tableName);
    fn.addEnvironment(environment.tableAccess, access);
    fn.addToRolePolicy(
      new PolicyStatement({
        actions: [
          ...reads,
          ...(writes ? ['dynamodb:PutItem', 'dynamodb:UpdateItem'] : []),
          ...(scans ? ['dynamodb:Scan'] : []),
        ],
        resources: [this.tableArn],
      }),
    );
    fn.addToRolePolicy(
      new PolicyStatement({
        actions: ['dynamodb:Query'],
        resources: [`${this.tableArn}/index/agenda`],
      }),
    );
    if (access === 'remove-copies')
      fn.addToRolePolicy(
        new PolicyStatement({
          actions: ['dynamodb:DeleteItem'],
          resources: [this.tableArn],
          conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['P#*'] } },
        }),
      );
    const ofWriters = writes ? ['kms:Encrypt', 'kms:GenerateDataKey'] : [];
    this.table.encryptionKey?.grant(fn, 'kms:Decrypt', 'kms:DescribeKey', ...ofWriters);
  }
}
