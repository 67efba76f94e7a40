import type { Handler, HostContext } from '../../lib/runtime/lambda.ts';
import type { Log } from '../../lib/runtime/log.ts';

/** Calls a function repeatedly, as EventBridge does. A call starts after the one before has ended. */
export function startSchedule(options: {
  seconds: number;
  handler: Handler<unknown, unknown>;
  context: () => HostContext;
  log: Log;
}): { stop(): Promise<void> } {
  const { seconds, handler, context, log } = options;
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  let stopped = false;
  const tick = (): void => {
    running = handler({ source: 'aws.events', 'detail-type': 'Scheduled Event' }, context())
      .then(
        () => undefined,
        (error: unknown) => {
          if (!stopped) log.error('function.failed', error);
        },
      )
      .then(() => {
        if (!stopped) timer = setTimeout(tick, seconds * 1000);
      });
  };
  timer = setTimeout(tick, seconds * 1000);
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
