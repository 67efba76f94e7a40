import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { openAlarms } from '../../../../lib/runtime/ringing-alarms.ts';
import { fakeRuntime } from '../../../support/fake-runtime.ts';

const cloud = mockClient(CloudWatchClient);
beforeEach(() => cloud.reset());
const names = Array.from({ length: 130 }, (_, n) => `alarm-${n}`);
const runtimeOn = (env: Record<string, string>) => ({ ...fakeRuntime(), env });
const onAws = runtimeOn({ ALARM_PREFIX: 'stack-', ALARM_NAMES: names.join(' ') });

describe('which alarms ring', () => {
  it('is asked by name, a hundred at a time, and the heading is that of the description', async () => {
    const since = new Date('2026-06-30T03:00:00Z');
    cloud.on(DescribeAlarmsCommand).resolvesOnce({
      MetricAlarms: [
        {
          AlarmName: 'stack-alarm-7',
          AlarmDescription: 'alarm-7: see docs/operations/runbook.md#outbox-old',
          StateTransitionedTimestamp: since,
        },
      ],
    });
    cloud.on(DescribeAlarmsCommand).resolves({});
    expect(await openAlarms(onAws).look()).toMatchObject({ asOf: onAws.clock().toISOString() });
    const asked = cloud.commandCalls(DescribeAlarmsCommand).map(({ args: [{ input }] }) => input);
    expect(asked.map(({ AlarmNames }) => AlarmNames?.length)).toEqual([100, 30]);
    for (const { StateValue } of asked) expect(StateValue).toBe('ALARM');
  });

  it('says since when each rings', async () => {
    cloud.on(DescribeAlarmsCommand).resolves({
      MetricAlarms: [
        {
          AlarmName: 'stack-alarm-7',
          AlarmDescription: 'alarm-7: see docs/operations/runbook.md#outbox-old',
          StateUpdatedTimestamp: new Date('2026-06-30T03:00:00Z'),
        },
      ],
    });
    const one = runtimeOn({ ALARM_PREFIX: 'stack-', ALARM_NAMES: 'alarm-7' });
    expect((await openAlarms(one).look()).ringing).toEqual([
      { name: 'alarm-7', heading: 'outbox-old', since: '2026-06-30T03:00:00.000Z' },
    ]);
  });

  it('is not known while the alarm service does not answer', async () => {
    cloud.on(DescribeAlarmsCommand).rejects(new Error('throttled'));
    await expect(openAlarms(onAws).look()).rejects.toMatchObject({ status: 503, code: 'alarms-unknown' });
  });

  it('is read from the file of the host on one machine', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'alarms-')), 'alarms.json');
    const state = { ringing: [], asOf: '2026-06-30T03:00:00.000Z' };
    writeFileSync(file, JSON.stringify(state));
    expect(await openAlarms(runtimeOn({ ALARMS_FILE: file })).look()).toEqual(state);
  });
});
