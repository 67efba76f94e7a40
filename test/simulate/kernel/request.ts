import { randomOf } from './chance.ts';
import { requestFaults } from './faults.ts';
import type { Invocation } from './kernel.ts';

const attemptsMost = 4;

/** A request to AWS as `client.send` makes it. */
export interface AwsRequest {
  /** For the trace, without anything that is personal. */
  readonly what: string;
  /** Does it and answers, or throws as the service does. */
  readonly perform: () => unknown;
}

/**
 * A request of a function to AWS, with the attempts of the SDK: it waits for the scheduler, and may have a fault. A
 * request that nobody's call makes (a check) is done at once.
 */
export function requested(invocation: Invocation | undefined, request: AwsRequest): Promise<unknown> {
  if (!invocation) return Promise.resolve().then(request.perform);
  if (invocation.isDead) return new Promise(() => undefined);
  const occasion = `${invocation.id}.${++invocation.requests}`;
  return new Promise((resolve, reject) => {
    attempt({ invocation, request, occasion, count: 1, resolve, reject });
  });
}

interface Attempt {
  readonly invocation: Invocation;
  readonly request: AwsRequest;
  readonly occasion: string;
  readonly count: number;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
}

function attempt(made: Attempt, go: (made: Attempt) => void = withFault): void {
  const { invocation, request, count } = made;
  invocation.kernel.wait({
    invocation,
    what: `${invocation.id} ${request.what}${count > 1 ? ` (attempt ${count})` : ''}`,
    run: () => go(made),
  });
}

function withFault(made: Attempt): void {
  const { invocation, request, occasion, count, reject } = made;
  const { kernel } = invocation;
  const fault = kernel.fault(`${occasion}/${count}`, requestFaults);
  switch (fault) {
    case 'kill-before':
      kernel.kill(invocation);
      break;
    case 'kill-after':
      quietly(request);
      kernel.kill(invocation);
      break;
    case 'throttle':
      if (count < attemptsMost) again(made);
      else reject(throttled(count));
      break;
    case 'throttle-all':
      reject(throttled(attemptsMost));
      break;
    case 'answer-lost':
      quietly(request);
      if (count < attemptsMost) again(made);
      else reject(unanswered(count));
      break;
    case 'answers-lost':
      quietly(request);
      reject(unanswered(attemptsMost));
      break;
    case 'delay':
      later(made, 1000 + randomOf(kernel.seed, `delay ${occasion}`).below(100_000), answer);
      break;
    default:
      answer(made);
      break;
  }
}

function answer({ request, count, resolve, reject }: Attempt): void {
  try {
    resolve(request.perform());
  } catch (error) {
    Object.assign((error as { $metadata?: object }).$metadata ?? {}, { attempts: count });
    reject(error);
  }
}

/** The next attempt of the SDK, after its back-off. */
function again(made: Attempt): void {
  const { invocation, occasion, count } = made;
  const pause = 50 + randomOf(invocation.kernel.seed, `pause ${occasion}/${count}`).below(800 * count);
  later({ ...made, count: count + 1 }, pause, withFault);
}

function later(made: Attempt, milliseconds: number, go: (made: Attempt) => void): void {
  made.invocation.kernel.after(milliseconds, () => {
    if (!made.invocation.isDead) attempt(made, go);
  });
}

function quietly({ perform }: AwsRequest): void {
  try {
    perform();
  } catch {
    // The answer is lost, whatever it was.
  }
}

const throttled = (attempts: number): Error =>
  Object.assign(new Error('Rate exceeded'), {
    name: 'ThrottlingException',
    $metadata: { httpStatusCode: 400, attempts },
  });
const unanswered = (attempts: number): Error =>
  Object.assign(new Error('No answer came in time'), { name: 'TimeoutError', $metadata: { attempts } });
