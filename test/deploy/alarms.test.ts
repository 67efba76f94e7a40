import { PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  GetFunctionConfigurationCommand,
  InvokeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { SendMessageCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silences } from '../../infra/alarms.ts';
import { allDeliveries } from '../../infra/cli/deliveries.ts';
import { type FunctionName, functions, type QueueName, queues } from '../../infra/system.ts';
import { createSettlementClient, createSigner, settlementSettings } from '../../lib/delivery/index.ts';
import { openTable } from '../../lib/store/table.ts';
import { type Connector, connectorOf, until } from '../support/connector.ts';
import { onePerKind } from '../support/planted.ts';
import { doctor, finding, hospital, nurse, patient, pharmacy, registry } from '../support/records.ts';
import { beginRotation, endRotation } from '../support/rotate.ts';
import { type AlarmWatch, watchAlarms } from './alarm-watch.ts';
import { type DeployedConnector, deployConnector } from './deployed-connector.ts';
import { functionOf, resourceOf } from './deployment.ts';

/** Sets the clock to noon of a working day in the middle of the cycle, so that days can pass. */
const ahead = Date.parse('2026-06-30T04:00:00Z') - Date.now();
const unreachable = {
  name: 'inside',
  source: 'court',
  url: 'https://127.0.0.1:9/records',
  mode: 'since',
  everyMinutes: 1 / 60,
};

let parts: DeployedConnector;
let connector: Connector;
let watch: AlarmWatch;

beforeAll(async () => {
  parts = await deployConnector(
    { SUSPENSION_MODE: 'four-eyes', HOLD_HOURS: '1', PULL_SOURCES: JSON.stringify([unreachable]) },
    ahead,
  );
  connector = await connectorOf(parts, ahead);
  watch = await watchAlarms(parts.deployment);
  await connector.submit('registry', registry);
  await connector.untilInSync();
});
afterAll(() => parts.stop());

/** An alarm counts as sounded when it has called and its metric, with its own dimensions, has reached the threshold. */
async function sounded(...names: readonly string[]): Promise<void> {
  for (const name of names) {
    await until(`${name} is reached`, () => watch.isReached(name));
    await until(`${name} calls`, async () => (await watch.heard()).has(name));
  }
}

/** Reports the metric of an alarm at its threshold, where the emulator or the time of a test does not. */
async function reported(name: string): Promise<void> {
  const alarm = watch.alarms.get(name);
  const { Namespace, MetricName, Dimensions, Threshold: Value } = alarm ?? {};
  await parts.deployment.cloud.metrics.send(
    new PutMetricDataCommand({ Namespace, MetricData: [{ MetricName, Dimensions, Value }] }),
  );
}

let number = 500;
const crime = (one: { id: string; name: string }) =>
  finding(++number, { category: 'insured-person', ...one }, 'ip.crime', { decidedOn: '2026-06-01' });
const fraud = crime(patient);
const warning = () => finding(++number, { category: 'pharmacy', ...pharmacy }, 'ph.interview');
const configure = async (name: FunctionName, change: (variables: Record<string, string>) => object) => {
  const { functions: lambdas } = parts.deployment.cloud;
  const FunctionName = functionOf(parts.deployment, name);
  const { Environment } = await lambdas.send(new GetFunctionConfigurationCommand({ FunctionName }));
  await lambdas.send(
    new UpdateFunctionConfigurationCommand({ FunctionName, ...change(Environment?.Variables ?? {}) }),
  );
};

describe('an alarm sounds', () => {
  it('RunFailed: for a file that cannot be read', async () => {
    await connector.submit('registry', Uint8Array.from([0xff, 0xfe, 0xfd, 0x80, 0x81]));
    await sounded('RunFailed-read-feed');
  });

  it('PullFailed: for an authority that does not give its pages', async () => {
    await sounded('PullFailed-pull-feed');
  });

  it('LegalBasisLapsed: while no document on record covers the day', async () => {
    await sounded('LegalBasisLapsed-sweep');
  });

  it('SuspectedRemovals: for a name that is gone from a full list', async () => {
    const entry = (index: number, id = '11010519491231002X', iname = `路人${index}`) => ({
      iname,
      caseCode: `（2026）藏0102执${index}号`,
      cardNum: id,
      businessEntity: '',
      courtName: '拉萨市城关区人民法院',
      partyTypeName: id.startsWith('9') ? '1' : '0',
      publishDate: '2026年03月02日',
    });
    const others = Array.from({ length: 24 }, (_, index) => entry(1000 + index));
    const whole = await connector.submit('court', [...others, entry(1, pharmacy.id, pharmacy.name)]);
    await until('the list is compared', () => connector.log().includes(`"runId":"${whole.runId}","list"`));
    connector.pass(1);
    await connector.submit('court', others);
    await sounded('SuspectedRemovals-compare-list');
  });

  it('HoldOverdue: for a suspension that no second officer released in time', async () => {
    await connector.submit('medical-insurance', [fraud]);
    connector.pass(1);
    await sounded('HoldOverdue-sweep');
  });

  it('BreakerOpen, OutboxAgeSeconds: for receivers that do not answer', async () => {
    for (const receiver of ['directory', 'settlement'] as const) await connector.fault(receiver, 'refuse');
    const second = await connector.as('second');
    for (const { id } of await allDeliveries(connector.client, { state: 'held' }))
      await second.call('POST', `/v1/deliveries/${id}/release`, { reason: '核实' });
    await connector.submit('medical-insurance', [warning()]);
    const passing = async (name: string) => {
      await until(`${name} is reached`, () => {
        connector.pass(1 / 24 / 12);
        return watch.isReached(name);
      });
      await sounded(name);
    };
    await passing('BreakerOpen-deliver-directory');
    await passing('BreakerOpen-deliver-settlement');
    await passing('OutboxAgeSeconds-sweep');
    for (const receiver of ['directory', 'settlement'] as const) await connector.fault(receiver, 'ok');
    connector.pass(1);
    await connector.untilInSync();
  });

  it('ReconciliationDifferences: for a record at the directory that no file of ours knows', async () => {
    const [row] = (await connector.receiver('directory')).entries;
    await tellDirectory({ ...row, recordId: '00000000-0000-4000-8000-000000000001', operation: 'I' });
    await connector.client.call('POST', '/v1/receivers/directory/reconciliation');
    await sounded('ReconciliationDifferences-reconcile');
  });

  it('ReconciliationFailed: when a receiver was not compared (reported here: it is asked again for two hours)', async () => {
    await reported('ReconciliationFailed-reconcile');
    await sounded('ReconciliationFailed-reconcile');
  });

  it('DeliveriesGivenUp: for what a receiver holds in a newer version than ours', async () => {
    const row = (await connector.receiver('directory')).entries.find(
      ({ certNo, category }) => certNo === doctor.id && category === 'insured-person',
    );
    await tellDirectory({ ...row, operation: 'U', version: 1_000_000 });
    await connector.submit('medical-insurance', [crime(doctor)]);
    await sounded('DeliveriesGivenUp-deliver-directory');

    const [entry] = (await connector.receiver('settlement')).entries;
    const client = createSettlementClient(parts.receiverUrls.settlement, {
      settings: settlementSettings.parse({}),
      signer: createSigner(parts.signing),
      clock: () => new Date(),
      random: Math.random,
    });
    await client.put({
      suspensionId: String(entry?.['suspensionId']),
      certType: String(entry?.['psn_cert_type']),
      certno: patient.id,
      name: patient.name,
      kind: String(entry?.['kind']),
      from: '2026-07-01' as never,
      version: 1_000_000,
      reason: { code: 'score', said: '改' },
    });
    await connector.submit('medical-insurance', [{ ...fraud, status: '撤销', decidedOn: '2026-06-02' }]);
    await sounded('DeliveriesGivenUp-deliver-settlement');
  });

  it('LedgerAnchorAgeSeconds, PublicationStopped: for a ledger that is not signed', async () => {
    let right: Record<string, string> = {};
    await configure('anchor-ledger', (variables) => {
      right = variables;
      return { Environment: { Variables: { ...variables, LEDGER_KEY_ARN: 'alias/not-there' } } };
    });
    await connector.submit('medical-insurance', [
      finding(++number, { category: 'nurse', ...nurse }, 'nu.forged-records', { decidedOn: '2026-05-04' }),
    ]);
    await connector.untilInSync();
    connector.pass(1 / 24);
    const veto = finding(++number, { category: 'medical-institution', ...hospital }, 'mi.criminal-referral');
    await connector.submit('medical-insurance', [veto]);
    await sounded('LedgerAnchorAgeSeconds-anchor-ledger', 'PublicationStopped-deliver-directory');
    await configure('anchor-ledger', () => ({ Environment: { Variables: right } }));
  });

  it('RunStuck: for a file that was announced and did not come', async () => {
    await connector.client.call('POST', '/v1/feeds/registry/uploads', {
      name: 'late.csv',
      bytes: 10,
      sha256: '0'.repeat(64),
    });
    connector.pass(1 / 8);
    await sounded('RunStuck-sweep');
  });

  it('CaseOverdue, SourceQuiet: for an objection nobody decided, and an authority gone quiet', async () => {
    const subject = { scheme: 'resident-id', id: patient.id, category: 'insured-person' };
    await connector.client.call('POST', '/v1/objections', {
      subject,
      applicant: { capacity: 'self', scheme: 'resident-id', id: patient.id, name: patient.name },
      grounds: '不服',
    });
    connector.pass(90);
    await sounded('CaseOverdue-sweep', 'SourceQuiet-sweep');
  });

  it('SubscriptionsFailing, SubscriptionsDisabled: for an address that nobody is at', async () => {
    const { id } = (await connector.client.call('POST', '/v1/subscriptions', {
      url: 'https://nobody.invalid/',
      purpose: 'supervision',
      after: '',
    })) as { id: string };
    const view = async () =>
      (await connector.client.call('GET', `/v1/subscriptions/${id}`)) as { failing?: object };
    await until('an attempt failed', async () => (await view()).failing !== undefined);
    connector.pass(1 / 12);
    await sounded('SubscriptionsFailing-push-changes');
    connector.pass(6);
    await sounded('SubscriptionsDisabled-push-changes');
    await connector.client.call('POST', `/v1/subscriptions/${id}/state`, { state: 'ended' });
  });

  it('ValuesUnreadable: for a sealed value that does not open when the data key is replaced', async () => {
    const table = openTable(connector.table.name, connector.table.client);
    const item = (await onePerKind(connector.table)).get('P FACT O') ?? {};
    await table.put({ ...item, body: { B: (item['body']?.B ?? new Uint8Array()).slice(0, -8) } });
    await beginRotation(connector);
    expect(await endRotation(connector)).toMatchObject({ state: 'incomplete', unreadable: 1 });
    await sounded('ValuesUnreadable-reseal-values');
    await table.put(item);
  });

  it.each(Object.keys(queues) as QueueName[])(
    '%s-dead: for a message that failed as often as it may',
    async (queue) => {
      const urlOf = (part: string): string =>
        resourceOf(parts.deployment, 'AWS::SQS::Queue', `Queue${queue}${part}`);
      const { queues: sqs } = parts.deployment.cloud;
      await sqs.send(
        new SetQueueAttributesCommand({ QueueUrl: urlOf('Queue'), Attributes: { VisibilityTimeout: '1' } }),
      );
      await sqs.send(new SendMessageCommand({ QueueUrl: urlOf('Queue'), MessageBody: 'none of ours' }));
      await sounded(`${queue}-dead`);
    },
  );

  it.each(Object.keys(queues) as QueueName[])(
    '%s-age: when the queue service reports an old message (reported here: the emulator measures no age)',
    async (queue) => {
      const alarm = watch.alarms.get(`${queue}-age`);
      expect(alarm).toMatchObject({
        Namespace: 'AWS/SQS',
        MetricName: 'ApproximateAgeOfOldestMessage',
        Statistic: 'Maximum',
      });
      const url = resourceOf(parts.deployment, 'AWS::SQS::Queue', `Queue${queue}Queue`);
      expect(alarm?.Dimensions).toEqual([{ Name: 'QueueName', Value: url.split('/').at(-1) }]);
      await reported(`${queue}-age`);
      await sounded(`${queue}-age`);
    },
  );

  it.each(Object.keys(functions) as FunctionName[])(
    '%s-errors: for a function that cannot start',
    async (name) => {
      await configure(name, () => ({ Handler: 'index.notThere' }));
      for (let call = 0; call < 3; call++)
        await parts.deployment.cloud.functions.send(
          new InvokeCommand({ FunctionName: functionOf(parts.deployment, name), Payload: '{}' }),
        );
      await sounded(`${name}-errors`);
    },
  );

  it.each(silences)(
    '$by-silent: when the function is not called for hours or a day (its metric is checked: here functions are called each second)',
    ({ by }) => {
      expect(watch.alarms.get(`${by}-silent`)).toMatchObject({
        Namespace: 'AWS/Lambda',
        MetricName: 'Invocations',
        Statistic: 'Sum',
        Threshold: 1,
        Dimensions: [{ Name: 'FunctionName', Value: functionOf(parts.deployment, by) }],
      });
    },
  );

  it('and every other alarm of the stack was made to sound', async () => {
    const silent = silences.map(({ by }) => `${by}-silent`);
    const others = [...watch.alarms.keys()].filter((name) => !silent.includes(name));
    expect(others.length + silent.length).toBe(watch.alarms.size);
    expect([...(await watch.heard())].filter((name) => !silent.includes(name)).sort()).toEqual(others.sort());
  });
});

async function tellDirectory(row: object): Promise<void> {
  const report = { tableCode: 'T', departmentCode: 'D', tableVersionId: '1', body: [row] };
  const answer = await fetch(`${parts.receiverUrls.directory}/report`, {
    method: 'POST',
    body: JSON.stringify(report),
  });
  expect(await answer.json()).toMatchObject({ successSize: 1 });
}
