/** Structured log lines and metrics: ids and codes only, never bodies, addresses, names or amounts. */
import { metricDimension, type metricNames, metricNamespace } from '../../contracts/metrics.ts';

export type MetricName = (typeof metricNames)[keyof typeof metricNames];

export type Level = 'debug' | 'info' | 'warn' | 'error';

/** Ids, codes and counts. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Written past the console, for Lambda puts a prefix before each of its lines, which hides metrics. */
function write(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** One line; `messageCode` says what happened, and alarms and searches key on it. */
export function log(level: Level, messageCode: string, fields: LogFields = {}): void {
  write({ level, messageCode, ...fields });
}

/** A count in CloudWatch's embedded metric format, which needs no call and no permission. */
export function metric(name: MetricName, value: number, stage: string): void {
  const metrics = [{ Name: name, Unit: 'Count' }];
  const directive = { Namespace: metricNamespace, Dimensions: [[metricDimension]], Metrics: metrics };
  write({ _aws: { Timestamp: Date.now(), CloudWatchMetrics: [directive] }, [metricDimension]: stage, [name]: value });
}

/** Where an error arose, without its message: vendors put addresses into theirs. */
export function traceOf(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((frame) => /^\s+at /.test(frame));
  const cause = error.cause === undefined ? {} : { cause: causeOf(error.cause) };
  return {
    error: error.name,
    at: frames
      .slice(0, 8)
      .map((frame) => frame.trim())
      .join(' | '),
    ...cause,
  };
}

function causeOf(cause: unknown): string {
  return cause instanceof Error ? cause.name : typeof cause;
}
