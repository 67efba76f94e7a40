import { Logger } from '@aws-lambda-powertools/logger';
import { traceIdOfRun } from '../shared/trace-id.ts';
import { currentTrace } from './trace.ts';

/**
 * Every event the product logs. Fields contain the product's own ids, counts and codes. They never contain a name, a
 * number of a person or a document number.
 */
export const logEvents = [
  'host.bucket',
  'host.started',
  'host.stopped',
  'function.failed',
  'request.answered',
  'request.failed',
  'part.failing',
  'trace.joined',
  'run.opened',
  'run.read',
  'run.split',
  'run.held',
  'run.released',
  'run.withdrawn',
  'run.completed',
  'run.failed',
  'run.resumed',
  'run.waiting',
  'list.compared',
  'row.corrected',
  'row.dismissed',
  'finding.confirmed',
  'finding.refused',
  'row.undone',
  'row.proposed',
  'removal.proposed',
  'rows.redone',
  'removal.ruled',
  'removal.contradicted',
  'record.moved',
  'record.move-proposed',
  'code.mending-proposed',
  'code.mended',
  'records.expired',
  'source.quiet',
  'pull.kept',
  'pull.done',
  'pull.failed',
  'batch.kept',
  'batch.failed',
  'delivery.acknowledged',
  'delivery.retried',
  'delivery.unknown',
  'delivery.given-up',
  'subscription.made',
  'subscription.state-set',
  'subscription.secret-replaced',
  'subscription.replayed',
  'subscription.pushed',
  'subscription.failed',
  'receiver.breaker-opened',
  'receiver.breaker-closed',
  'evaluation.started',
  'evaluation.moved',
  'evaluation.released',
  'evaluation.abandoned',
  'evaluation.resumed',
  'upgrade.started',
  'policy.proposed',
  'policy.released',
  'policy.abandoned',
  'keys.rotated',
  'keys.pass-done',
  'keys.resumed',
  'value.unreadable',
  'calendar.changed',
  'publication.stopped',
  'suspension.held',
  'suspension.ordered',
  'suspension.ruled',
  'suspension.release-overdue',
  'case.filed',
  'case.proposed',
  'case.decided',
  'case.extended',
  'case.notice-contested',
  'case.notice-ruled',
  'case.due',
  'case.overdue',
  'case.rescheduled',
  'sweep.done',
  'disclosure.made',
  'attachment.kept',
  'reconciliation.done',
  'reconciliation.failed',
  'reconciliation.restarted',
  'reconciliation.resumed',
  'difference.repaired',
] as const;
export type LogEvent = (typeof logEvents)[number];

export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Log {
  info(event: LogEvent, fields?: LogFields): void;
  warn(event: LogEvent, fields?: LogFields): void;
  /** The error's stack is logged, so its message must not name anybody. */
  error(event: LogEvent, error: unknown, fields?: LogFields): void;
}

/** Characters that JSON does not escape, but that control a terminal, end a line or change the reading direction. */
const unseen = /[\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g;

const legible = (fields: LogFields): LogFields =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'string'
        ? value.replace(unseen, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)
        : value,
    ]),
  );

/** A line about a run belongs to the trace of the run, any other to that of the call or message. */
function withTrace(fields: LogFields): LogFields {
  const ofRun = typeof fields['runId'] === 'string' ? traceIdOfRun(fields['runId']) : undefined;
  const traceId = ofRun ?? currentTrace()?.traceId;
  return { ...(traceId && { traceId }), ...legible(fields) };
}

/** The log of a function on AWS: JSON lines on standard output. */
export function createLog(functionName: string, logger = new Logger({ serviceName: functionName })): Log {
  return {
    info: (event, fields = {}) => logger.info(event, { event, ...withTrace(fields) }),
    warn: (event, fields = {}) => logger.warn(event, { event, ...withTrace(fields) }),
    error: (event, error, fields = {}) =>
      logger.error(event, {
        event,
        ...withTrace(fields),
        error: error instanceof Error ? error : new Error(String(error)),
      }),
  };
}
