import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { afterAll, describe, expect, it } from 'vitest';
import { alarms, silences } from '../../infra/alarms.ts';
import { bundleFunctions } from '../../infra/bundle.ts';
import { ConnectorStack } from '../../infra/stack.ts';
import { type FunctionDefinition, functions, queues } from '../../infra/system.ts';
import { faultCodes } from '../../lib/shared/fault.ts';

const root = join(import.meta.dirname, '../..');
const { context } = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')) as {
  context: Record<string, unknown>;
};
const runbook = readFileSync(join(root, 'docs/operations/runbook.md'), 'utf8');
const headings = new Set([...runbook.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading));
// Not in dist, which the synthesis below empties.
const bundleFolder = mkdtempSync(join(tmpdir(), 'bundles-'));
const bundles = await bundleFunctions(bundleFolder);
afterAll(() => rmSync(bundleFolder, { recursive: true }));

interface Resource {
  readonly Properties: Record<string, never>;
}

describe.each(['cn-northwest-1', 'eu-west-1'])('the stack in %s', (region) => {
  const app = new App({ context });
  const stack = new ConnectorStack(app, `Test-${region}`, { env: { region }, bundles });
  const template = Template.fromStack(stack);
  const all = (type: string): [string, Resource][] => Object.entries(template.findResources(type)) as never;

  it('spells out no partition and no domain suffix', () => {
    const text = JSON.stringify(template.toJSON());
    expect(text).not.toMatch(/arn:aws(-cn)?:/);
    expect(text).not.toContain('amazonaws.com.cn');
  });

  it('encrypts the table with a key of its own, keeps its history, and cannot lose it', () => {
    template.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      Properties: {
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: Match.anyValue() },
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        DeletionProtectionEnabled: true,
      },
    });
  });

  it('gives every queue a dead-letter queue, encryption, and TLS', () => {
    const found = all('AWS::SQS::Queue');
    expect(found).toHaveLength(2 * Object.keys(queues).length);
    expect(found.filter(([, { Properties }]) => Properties['RedrivePolicy'])).toHaveLength(
      Object.keys(queues).length,
    );
    for (const [, { Properties }] of found) expect(Properties['KmsMasterKeyId']).toBeDefined();
    const policies = JSON.stringify(all('AWS::SQS::QueuePolicy'));
    expect(policies.match(/aws:SecureTransport/g)?.length).toBeGreaterThanOrEqual(found.length);
  });

  it('deploys a redrive beside each dead-letter queue, switched off', () => {
    const mappings = all('AWS::Lambda::EventSourceMapping').map(
      ([, { Properties }]) => Properties['Enabled'],
    );
    expect(mappings.filter((enabled) => enabled === false)).toHaveLength(Object.keys(queues).length);
  });

  it('keeps feeds versioned, locked, encrypted, over TLS, closed to the public', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      ObjectLockEnabled: true,
      VersioningConfiguration: { Status: 'Enabled' },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
      BucketEncryption: Match.anyValue(),
    });
  });

  it('takes uploads of the page of the console, and lets it read nothing', () => {
    const rules = all('AWS::S3::Bucket').flatMap(([, { Properties }]) => {
      const cors = Properties['CorsConfiguration'] as { CorsRules: Record<string, unknown>[] } | undefined;
      return cors ? cors.CorsRules : [];
    });
    expect(rules).toEqual([
      {
        AllowedHeaders: ['x-amz-checksum-sha256'],
        AllowedMethods: ['PUT'],
        AllowedOrigins: [{ 'Fn::GetAtt': [expect.stringMatching(/^Api/), 'ApiEndpoint'] }],
        MaxAge: 3600,
      },
    ]);
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: Match.objectLike({
          UPLOAD_ORIGIN: {
            'Fn::Join': [
              '',
              ['https://', { 'Fn::GetAtt': [Match.stringLikeRegexp('^Feeds'), 'RegionalDomainName'] }],
            ],
          },
        }),
      },
    });
  });

  it('starts a run by what arrives in runs, and by nothing else in the bucket', () => {
    const keys = all('AWS::Events::Rule').flatMap(([, { Properties }]) => {
      const pattern = Properties['EventPattern'] as { detail?: { object?: { key?: unknown } } } | undefined;
      return pattern ? [pattern.detail?.object?.key] : [];
    });
    expect(keys).toEqual([[{ prefix: 'runs/' }]]);
  });

  it('lets functions do what the table of the system says, and no more', () => {
    const statements = all('AWS::IAM::Policy').flatMap(([name, { Properties }]) =>
      (
        Properties['PolicyDocument'] as unknown as {
          Statement: { Action: string | string[]; Resource: unknown }[];
        }
      ).Statement.map((statement) => ({
        name,
        actions: [statement.Action].flat(),
        resource: statement.Resource,
      })),
    );
    const actions = new Set(statements.flatMap((statement) => statement.actions));
    for (const action of actions)
      expect(action).not.toMatch(/\*|^s3:Delete|^dynamodb:Delete(?!Item$)|^iam:|^kms:(Create|Put)/);
    const wide = statements.filter(({ resource }) => resource === '*');
    expect(new Set(wide.flatMap((statement) => statement.actions))).toEqual(
      new Set(region === 'eu-west-1' ? ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'] : []),
    );
    const may = (word: string): string[] =>
      (Object.keys(functions) as (keyof typeof functions)[]).filter((name) =>
        statements.some(
          (statement) =>
            statement.name.startsWith(`${name.replaceAll('-', '')}role`) &&
            statement.actions.some((action) => action.includes(word)),
        ),
      );
    const touching = (test: (touches: FunctionDefinition['touches']) => unknown): string[] =>
      (Object.entries(functions) as [string, FunctionDefinition][])
        .filter(([, { touches }]) => test(touches))
        .map(([name]) => name);
    expect(may('dynamodb:PutItem')).toEqual(touching(({ table }) => table === 'read-write'));
    expect(may('dynamodb:GetItem')).toEqual(touching(({ table }) => table));
    expect(may('dynamodb:Scan')).toEqual(touching(({ scans }) => scans));
    expect(may('dynamodb:DeleteItem')).toEqual(touching(({ removesCopies }) => removesCopies));
    expect(may('dynamodb:DeleteItem')).toEqual(['evaluate-cycle']);
    expect(may('s3:PutObject')).toEqual(
      touching(({ bucket, attachments }) => bucket?.includes('write') || attachments),
    );
    expect(may('s3:GetObject')).toEqual(
      touching(({ bucket, attachments }) => bucket?.includes('read') || attachments),
    );
    const onObjects = (name: string): string =>
      JSON.stringify(
        statements.filter((one) => one.name.startsWith(`${name}role`) && one.actions[0]?.startsWith('s3:')),
      );
    expect(onObjects('keepattachments')).toContain('attachments/*');
    expect(onObjects('keepattachments')).not.toContain('runs/*');
    expect(onObjects('readfeed')).not.toContain('attachments/*');
    expect(may('sqs:SendMessage')).toEqual(touching(({ sendsTo }) => sendsTo));
    expect(may('secretsmanager:GetSecretValue')).toEqual(
      touching(({ pepper, receiverSecrets, pullSecrets }) => pepper || receiverSecrets || pullSecrets),
    );
  });

  it('checks a token on every route but the public ones', () => {
    const open = all('AWS::ApiGatewayV2::Route')
      .filter(([, { Properties }]) => Properties['AuthorizationType'] !== 'JWT')
      .map(([, { Properties }]) => Properties['RouteKey']);
    expect(open.sort()).toEqual([
      'GET /',
      'GET /console',
      'GET /console/{asset}',
      'GET /health',
      'GET /openapi.json',
      'GET /ready',
      'GET /v1/disclosures',
      'GET /v1/feeds/{source}/template',
      'GET /v1/forms/{form}',
      'GET /v1/repairs/public',
    ]);
  });

  it('takes no more calls a second than agreed, fewest where a guesser could profit or anybody may ask', () => {
    const [[, stage] = []] = all('AWS::ApiGatewayV2::Stage');
    const { DefaultRouteSettings, RouteSettings } = (stage?.Properties ?? {}) as Record<string, object>;
    expect(DefaultRouteSettings).toMatchObject({ ThrottlingRateLimit: 200, ThrottlingBurstLimit: 400 });
    const limit = (rate: number) => ({ ThrottlingRateLimit: rate, ThrottlingBurstLimit: 2 * rate });
    expect(RouteSettings).toEqual({
      'POST /v1/grades/query': limit(20),
      'POST /v1/files/query': limit(10),
      'GET /v1/disclosures': limit(20),
      'GET /v1/forms/{form}': limit(5),
      'GET /v1/feeds/{source}/template': limit(5),
      'POST /v1/feeds/{source}/preview': limit(5),
      'GET /v1/repairs/public': limit(5),
      'GET /': limit(20),
      'GET /console': limit(20),
      'GET /console/{asset}': limit(160),
      'GET /openapi.json': limit(20),
      'GET /health': limit(20),
      'GET /ready': limit(5),
    });
    const before = (stage as { DependsOn?: string[] } | undefined)?.DependsOn ?? [];
    const limited = all('AWS::ApiGatewayV2::Route').filter(
      ([, { Properties }]) => String(Properties['RouteKey']) in (RouteSettings ?? {}),
    );
    expect(limited).toHaveLength(13);
    expect(before).toEqual(expect.arrayContaining(limited.map(([name]) => name)));
  });

  it('keeps logs for a year, and traces every function where functions can be traced', () => {
    for (const [, { Properties }] of all('AWS::Logs::LogGroup'))
      expect(Properties['RetentionInDays']).toBe(365);
    for (const [name, { Properties }] of all('AWS::Lambda::Function')) {
      expect(Properties['TracingConfig'], name).toEqual(
        region === 'eu-west-1' ? { Mode: 'Active' } : undefined,
      );
      expect(Properties['Runtime'], name).toBe('nodejs24.x');
    }
    expect(all('AWS::Lambda::Function')).toHaveLength(Object.keys(functions).length);
  });

  it('alarms on each dead-letter queue and on its own metrics, each with a heading of the runbook', () => {
    const found = all('AWS::CloudWatch::Alarm').map(([, { Properties }]) =>
      String(Properties['AlarmDescription']),
    );
    expect(found.length).toBe(
      2 * Object.keys(queues).length + Object.keys(functions).length + silences.length + alarms.length,
    );
    for (const description of found) {
      const heading = /docs\/operations\/runbook\.md#(\S+)$/.exec(description)?.[1] ?? '';
      expect(headings, description).toContain(heading);
    }
    for (const queue of Object.keys(queues))
      expect(found.some((text) => text.startsWith(`${queue}-dead:`))).toBe(true);
  });
});

it('synthesizes for both regions with no finding of cdk-nag that lacks a reason', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'synth-'));
  const env = { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context) };
  const { status, stdout } = spawnSync(process.execPath, [join(root, 'infra/app.ts')], {
    env,
    encoding: 'utf8',
  });
  expect(stdout).not.toContain('violation');
  expect(status).toBe(0);
  expect(readdirSync(outdir).filter((name) => name.endsWith('.template.json'))).toHaveLength(2);
  rmSync(outdir, { recursive: true });
});

it('every fault has a heading in the runbook, and no other fault has', () => {
  const section = runbook.slice(runbook.indexOf('## Faults'), runbook.indexOf('## Alarms'));
  const described = [...section.matchAll(/^### (.+)$/gm)].map(([, heading]) => heading);
  expect(described.sort()).toEqual([...faultCodes].sort());
});

it('a metric that has an alarm is measured in the code of the function that the alarm names', () => {
  for (const { metric, by } of alarms) {
    const { folder = '' } = bundles.find(({ name }) => name === by) ?? {};
    expect(readFileSync(join(folder, 'index.mjs'), 'utf8'), `${by}: ${metric}`).toContain(`"${metric}"`);
  }
});

/** `preview-feed` reads files and takes them; `issue-notices` draws (docs/benchmarks.md, Size of what is deployed). */
const kilobytesMost: Readonly<Record<string, number>> = { 'preview-feed': 750, 'issue-notices': 900 };

it('no bundle is larger than it may be', () => {
  const larger = bundles.filter(({ name, bytes }) => bytes >= (kilobytesMost[name] ?? 700) * 1000);
  expect(larger.map(({ name, bytes }) => `${name} ${bytes}`)).toEqual([]);
});

it('every bundle starts by itself, and three answer as a Lambda', () => {
  const event = { routeKey: 'GET /health', rawPath: '/health', headers: {}, requestContext: {} };
  const script = `
    const handlers = {};
    for (const { name, folder } of ${JSON.stringify(bundles)})
      handlers[name] = (await import(folder + '/index.mjs')).handler;
    const context = { awsRequestId: 'x', getRemainingTimeInMillis: () => 5000 };
    const answer = await handlers['describe-service'](${JSON.stringify(event)}, context);
    const page = await handlers['serve-console'](${JSON.stringify({ ...event, routeKey: 'GET /console' })}, context);
    const form = { ...${JSON.stringify(event)}, routeKey: 'GET /v1/forms/{form}', pathParameters: { form: 'objection' } };
    const printed = await handlers['print-forms'](form, context);
    const started = Object.keys(handlers).filter((name) => handlers[name]);
    console.log(JSON.stringify({ started, answer, page, printed: { ...printed, body: printed.body.slice(0, 8) } }));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    env: { PATH: process.env['PATH'], AWS_REGION: 'eu-west-1' },
    encoding: 'utf8',
  });
  const { started, answer, page, printed } = JSON.parse(
    stdout.trim().split('\n').at(-1) || JSON.stringify({ stderr }),
  );
  expect(started, stderr).toEqual(Object.keys(functions));
  expect(answer).toMatchObject({ statusCode: 200, body: '{"status":"ok"}' });
  expect({ ...printed, body: atob(printed.body) }).toMatchObject({
    statusCode: 200,
    body: expect.stringMatching(/^%PDF/),
  });
  // The console lies beside its bundle.
  expect(page).toMatchObject({ statusCode: 200, isBase64Encoded: true });
  const [, asset = ''] = /src="(console\/[^"]+)"/.exec(Buffer.from(page.body, 'base64').toString()) ?? [];
  expect(readdirSync(join(bundleFolder, 'functions/serve-console/console'))).toContain(
    asset.slice('console/'.length),
  );
});
