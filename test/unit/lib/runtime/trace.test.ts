import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { Logger } from '@aws-lambda-powertools/logger';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createLog } from '../../../../lib/runtime/log.ts';
import { inSharedTrace, queueHandler } from '../../../../lib/runtime/queue-handler.ts';
import { openQueue } from '../../../../lib/runtime/queues.ts';
import {
  callPoint,
  currentTrace,
  joinRun,
  outsideTraces,
  parsedTraceparent,
  type Span,
  traced,
  traceparent,
} from '../../../../lib/runtime/trace.ts';
import { traceIdOfRun } from '../../../../lib/shared/trace-id.ts';
import { fakeRuntime } from '../../../support/fake-runtime.ts';

const runId = '01KW2Q5RT0ZZZZZZZZZZZZZZZZ';
const ofRun = traceIdOfRun(runId) ?? '';
const sender = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) };
const another = { traceId: 'c'.repeat(32), spanId: 'd'.repeat(16) };
const call = callPoint({ awsRequestId: '7e074a3d-dcd2-4de4-a9ff-6e42da2ea1fb' });
const textOf = ({ traceId, spanId }: typeof sender): string => `00-${traceId}-${spanId}-01`;

function host() {
  const spans: Span[] = [];
  const runtime = { ...fakeRuntime(), spans: (span: Span) => spans.push(span) };
  return { runtime, spans };
}
/** As a host calls a function. */
const inCall = <T>(work: () => Promise<T>) => traced(fakeRuntime(), { kind: 'request', ...call }, work);

const record = (body: object, from?: typeof sender) => ({
  messageId: 'm1',
  body: JSON.stringify(body),
  messageAttributes: from ? { traceparent: { stringValue: textOf(from) } } : {},
});
const eventOf = (...Records: object[]) => ({ Records }) as unknown as SQSEvent;

async function handled(body: object, from?: typeof sender): Promise<{ seen: unknown; spans: Span[] }> {
  const { runtime, spans } = host();
  let seen: unknown;
  const handler = queueHandler(runtime, z.looseObject({}), async () => {
    seen = currentTrace();
  });
  await inCall(() => handler(eventOf(record(body, from)), {} as never));
  return { seen, spans };
}

describe('a message', () => {
  it('about a run is handled in the trace of the run, also one of an earlier release', async () => {
    const { seen, spans } = await handled({ runId });
    expect(seen).toMatchObject({ traceId: ofRun });
    expect(spans).toMatchObject([{ traceId: ofRun, kind: 'message', links: [], isFailed: false }]);
    expect(spans[0]?.parentId).toBeUndefined();
  });

  it('about a run that another trace sent is linked with that one', async () => {
    const { spans } = await handled({ runId }, sender);
    expect(spans).toMatchObject([{ traceId: ofRun, links: [sender] }]);
  });

  it('without a run continues the trace it was sent in', async () => {
    const { seen, spans } = await handled({}, sender);
    expect(seen).toMatchObject({ traceId: sender.traceId });
    expect(spans).toMatchObject([{ traceId: sender.traceId, parentId: sender.spanId }]);
  });

  it('of an earlier release without a run has the trace of the call', async () => {
    expect((await handled({})).seen).toMatchObject({ traceId: call.traceId });
  });

  it('is handled without a trace where the host began none', async () => {
    const { runtime, spans } = host();
    let handledIt = false;
    const handler = queueHandler(runtime, z.looseObject({}), async () => {
      handledIt = currentTrace() === undefined;
    });
    await handler(eventOf(record({ runId }, sender)), {} as never);
    expect([handledIt, spans]).toEqual([true, []]);
  });

  it('that fails is a failed span', async () => {
    const { runtime, spans } = host();
    const handler = queueHandler(runtime, z.looseObject({}), async () => {
      throw new Error('no');
    });
    const { batchItemFailures } = await inCall(() => handler(eventOf(record({ runId })), {} as never));
    expect(batchItemFailures).toHaveLength(1);
    expect(spans).toMatchObject([{ traceId: ofRun, isFailed: true }]);
  });
});

describe('messages that are handled as one', () => {
  const shared = async (origins: Parameters<typeof inSharedTrace>[1]) => {
    const { runtime, spans } = host();
    const seen = await inCall(() => inSharedTrace(runtime, origins, async () => currentTrace()?.traceId));
    return { seen, spans, said: runtime.said };
  };

  it('keep the trace that all of them share', async () => {
    const { seen, spans, said } = await shared([sender, { ...sender, spanId: 'e'.repeat(16) }]);
    expect(seen).toBe(sender.traceId);
    expect(spans).toMatchObject([{ traceId: sender.traceId, links: [] }]);
    expect(said).toEqual([]);
  });

  it.each([
    ['of two traces', [sender, another], [sender, another]],
    ['of which one has none', [sender, undefined], [sender]],
  ])('%s get one of their own, with links and a line in the log', async (_which, origins, links) => {
    const { seen, spans, said } = await shared(origins);
    expect(seen).toBe(call.traceId);
    expect(spans).toMatchObject([{ traceId: call.traceId, links }]);
    expect(said).toEqual(['trace.joined']);
  });
});

describe('a trace', () => {
  const sqs = mockClient(SQSClient);
  const sent = async (): Promise<unknown> => {
    sqs.reset();
    sqs.on(SendMessageBatchCommand).resolves({ Successful: [], Failed: [] });
    const runtime = { ...fakeRuntime(), env: { Q: 'http://q' } };
    await openQueue(runtime, 'Q', sqs as never).send(['{}']);
    return sqs.commandCalls(SendMessageBatchCommand)[0]?.args[0].input.Entries?.[0];
  };

  it('goes with each message that is sent in it, beside the body', async () => {
    expect(await inCall(sent)).toEqual({
      Id: '0',
      MessageBody: '{}',
      MessageAttributes: { traceparent: { DataType: 'String', StringValue: textOf(call) } },
    });
    expect(await sent()).toEqual({ Id: '0', MessageBody: '{}' });
    expect(await inCall(() => outsideTraces(sent))).toEqual({ Id: '0', MessageBody: '{}' });
  });

  it('becomes that of a run which the call opens', async () => {
    const spans: Span[] = [];
    const { clock } = fakeRuntime();
    await traced({ clock, spans: (span) => spans.push(span) }, { kind: 'request', ...call }, async () => {
      joinRun(runId);
      expect(traceparent()).toBe(textOf({ traceId: ofRun, spanId: call.spanId }));
    });
    expect(spans).toMatchObject([{ traceId: ofRun, spanId: call.spanId }]);
  });

  it('stands in each line of the log: that of the run which the line names, or the current one', async () => {
    const lines: string[] = [];
    const stream = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    });
    const logger = Object.assign(new Logger(), { console: new Console({ stdout: stream, stderr: stream }) });
    const log = createLog('read-feed', logger);
    log.info('sweep.done');
    await inCall(async () => {
      log.info('sweep.done');
      log.warn('run.held', { runId });
      log.error('function.failed', new Error('no'), { traceId: sender.traceId });
    });
    expect(lines.map((line) => (JSON.parse(line) as { traceId?: string }).traceId)).toEqual([
      undefined,
      call.traceId,
      ofRun,
      sender.traceId,
    ]);
  });

  it.each([
    textOf({ ...sender, traceId: '0'.repeat(32) }),
    textOf({ ...sender, spanId: '0'.repeat(16) }),
    '00-xyz-1-01',
    `${textOf(sender)}; drop`,
    undefined,
  ])('is not read from %j', (text) => {
    expect(parsedTraceparent(text)).toBeUndefined();
  });
});
