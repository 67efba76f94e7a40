import { Console } from 'node:console';
import { createWriteStream, type WriteStream } from 'node:fs';
import { Logger } from '@aws-lambda-powertools/logger';
import { createLog, type Log } from '../../lib/runtime/log.ts';
import type { Metrics } from '../../lib/runtime/metrics.ts';

/** The same structured lines as on AWS, in a file. */
class FileLogger extends Logger {
  constructor(serviceName: string, stream: WriteStream) {
    super({ serviceName });
    // The logger writes to a console of its own, which its types keep to themselves.
    Object.assign(this, { console: new Console({ stdout: stream, stderr: stream }) });
  }
}

export interface HostLog {
  logOf(functionName: string): Log;
  metricsOf(functionName: string): Metrics;
  close(): Promise<void>;
}

/** Log and metrics of one machine: one file, a line an event. */
export function openHostLog(path: string): HostLog {
  const stream = createWriteStream(path, { flags: 'a', mode: 0o600 });
  return {
    logOf: (functionName) => createLog(functionName, new FileLogger(functionName, stream)),
    metricsOf: (functionName) => ({
      add(name, value) {
        if (value !== 0) stream.write(`${JSON.stringify({ service: functionName, metric: name, value })}\n`);
      },
      flush() {
        // Every line is written as it comes.
      },
    }),
    close: () => new Promise((resolve) => stream.end(resolve)),
  };
}
