import { Console } from 'node:console';
import { createWriteStream, type WriteStream } from 'node:fs';
import { Logger } from '@aws-lambda-powertools/logger';
import { createLog, type Log } from '../../lib/runtime/log.ts';
import type { Metrics } from '../../lib/runtime/metrics.ts';

/** Writes the same structured lines as on AWS to a file. */
class FileLogger extends Logger {
  constructor(serviceName: string, stream: WriteStream) {
    super({ serviceName });
    // The logger writes to its own console, which its types do not expose.
    Object.assign(this, { console: new Console({ stdout: stream, stderr: stream }) });
  }
}

export interface HostLog {
  logOf(functionName: string): Log;
  metricsOf(functionName: string): Metrics;
  close(): Promise<void>;
}

/** Log and metrics of one machine: one file, one line an event. */
export function openHostLog(path: string): HostLog {
  const stream = createWriteStream(path, { flags: 'a', mode: 0o600 });
  return {
    logOf: (functionName) => createLog(functionName, new FileLogger(functionName, stream)),
    metricsOf: (functionName) => ({
      add(name, value) {
        if (value !== 0) stream.write(`${JSON.stringify({ service: functionName, metric: name, value })}\n`);
      },
      flush() {
        // Nothing to flush: each line is written at once.
      },
    }),
    close: () => new Promise((resolve) => stream.end(resolve)),
  };
}
