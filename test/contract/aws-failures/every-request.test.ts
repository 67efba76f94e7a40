import { globSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { awsLimits, objectLimits } from '../../../lib/shared/aws-limits.ts';
import { Fault } from '../../../lib/shared/fault.ts';
import { type Answer, errorAnswer, type Service, scripted } from './answers.ts';
import { type AwsRequest, awsRequests } from './requests.ts';

/**
 * What each request does when AWS fails. The SDK retries in a middleware below `send`, which `aws-sdk-client-mock`
 * replaces. Therefore these tests use the real client with a fake HTTP handler.
 */
beforeAll(() => {
  // The SDK multiplies its pauses by a random number: here they are 0.
  vi.spyOn(Math, 'random').mockReturnValue(0);
});
afterAll(() => vi.restoreAllMocks());

const named = awsRequests.map((request) => [request.command, request] as const);
const triesAtMost = awsLimits.maxAttempts;

const throttlings: Record<Service, readonly Answer[]> = {
  dynamodb: ['ThrottlingException', 'ProvisionedThroughputExceededException', 'RequestLimitExceeded'].map(
    (code) => errorAnswer('dynamodb', 400, code),
  ),
  sqs: [errorAnswer('sqs', 400, 'RequestThrottled'), errorAnswer('sqs', 400, 'ThrottlingException')],
  s3: [errorAnswer('s3', 503, 'SlowDown')],
  kms: [errorAnswer('kms', 400, 'ThrottlingException')],
  secrets: [errorAnswer('secrets', 400, 'ThrottlingException')],
};

const failures: Record<Service, readonly Answer[]> = {
  dynamodb: [errorAnswer('dynamodb', 500, 'InternalServerError'), { status: 503 }],
  sqs: [errorAnswer('sqs', 500, 'InternalFailure'), { status: 503 }],
  s3: [errorAnswer('s3', 500, 'InternalError'), { status: 503 }],
  kms: [
    errorAnswer('kms', 500, 'KMSInternalException'),
    errorAnswer('kms', 503, 'DependencyTimeoutException'),
  ],
  secrets: [errorAnswer('secrets', 500, 'InternalServiceError'), { status: 503 }],
};

const broken = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });

const faultOf = async (outcome: Promise<unknown>): Promise<Fault> => {
  const error: unknown = await outcome.then(
    () => new Error('there is no fault'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof Fault) return error;
  throw error;
};

const isHead = ({ command }: AwsRequest): boolean => command.startsWith('Head');

describe.each(named)('%s', (_command, request) => {
  const { service, answer, code, perform } = request;
  // An answer to HEAD has no body.
  const passing = [...throttlings[service], ...failures[service]].map(({ status, body = '' }) =>
    isHead(request) ? { status } : { status, body },
  );

  it.each([...passing, broken].map((failure) => [failure]))(
    'that fails with %j is retried by the SDK',
    async (failure) => {
      const aws = scripted(failure, failure, answer);
      await perform(aws);
      expect(aws.tries()).toBe(3);
    },
  );

  it.each([...passing, broken].map((failure) => [failure]))(
    'that always fails with %j is a retryable fault after four attempts',
    async (failure) => {
      const aws = scripted(failure);
      expect(await faultOf(perform(aws))).toMatchObject({ code, retryable: true, cause: expect.any(Error) });
      expect(aws.tries()).toBe(triesAtMost);
    },
  );

  it('with expired credentials is sent once, and the fault is retryable', async () => {
    const name = service === 's3' ? 'ExpiredToken' : 'ExpiredTokenException';
    const aws = scripted(isHead(request) ? { status: 400 } : errorAnswer(service, 400, name));
    const refused = code === 'store-unavailable' ? 'access-refused' : code;
    expect(await faultOf(perform(aws))).toMatchObject({ code: refused, retryable: true });
    expect(aws.tries()).toBe(1);
  });

  it('without permission is sent once, and the fault is not retryable', async () => {
    const name = service === 's3' ? 'AccessDenied' : 'AccessDeniedException';
    const aws = scripted(isHead(request) ? { status: 403 } : errorAnswer(service, 400, name));
    const refused = code === 'store-unavailable' ? 'access-refused' : code;
    expect(await faultOf(perform(aws))).toMatchObject({ code: refused, retryable: false });
    expect(aws.tries()).toBe(1);
  });

  it('that AWS does not understand is sent once, and the fault is not retryable', async () => {
    if (isHead(request)) return;
    const aws = scripted(errorAnswer(service, 400, 'ValidationException'));
    expect(await faultOf(perform(aws))).toMatchObject({ code, retryable: false });
    expect(aws.tries()).toBe(1);
  });
});

describe('a service that accepts the connection and never answers', () => {
  const silent = createServer(() => undefined);
  beforeAll(() => new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve)));
  afterAll(() => silent.close());

  it.each(named)('makes %s a fault after its timeouts', async (_command, { service, perform, code }) => {
    const endpoint = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const requestHandler =
      service === 's3'
        ? { ...objectLimits.requestHandler, requestTimeout: 20 }
        : { ...awsLimits.requestHandler, socketTimeout: 20 };
    const fault = await faultOf(perform({ endpoint, requestHandler }));
    expect(fault).toMatchObject({ code, retryable: true, cause: { name: 'TimeoutError' } });
  });
});

describe('the list of requests in these tests', () => {
  const sources = globSync('lib/**/*.ts').map((path) => readFileSync(path, 'utf8'));

  it('contains every request that lib makes', () => {
    const made = sources.flatMap((source) =>
      [...source.matchAll(/new (\w+)Command\(/g)].map(([, name]) => name),
    );
    // Alarms are read for a screen alone: a failure is its 503 (`ringing-alarms.test.ts`), and nothing depends on it.
    const withFaults = made.filter((name) => name !== 'DescribeAlarms');
    expect([...new Set(withFaults)].sort()).toEqual(awsRequests.map(({ command }) => command).sort());
  });

  it('uses clients that lib creates with timeouts', () => {
    const made = sources.flatMap((source) =>
      [...source.matchAll(/new (\w+Client\([^)]*)/g)].map(([, call]) => call),
    );
    expect(made.length).toBeGreaterThanOrEqual(6);
    for (const call of made) expect(call).toMatch(/imits/);
  });
});
