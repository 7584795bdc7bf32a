/** The quotas that a growing book reaches first: executions, starts, concurrent functions, e-mails. */
import type { GetAccountResponse } from '@aws-sdk/client-sesv2';
import type { Check } from '../examine.ts';
import { largest, type MetricRequest, type Metrics } from './metrics.ts';
import { judgeLoad, judgeThrottled } from './quotas.ts';

export type QuotaPorts = {
  readonly metrics: Metrics;
  readonly now: () => Promise<string>;
  readonly account: () => Promise<GetAccountResponse>;
  readonly lambdaConcurrency: () => Promise<number | undefined>;
};

const MORE = (what: string): string => `ask Service Quotas for more ${what} before the book grows`;

type Wanted = Omit<MetricRequest, 'until' | 'days' | 'periodSeconds'> & { readonly periodSeconds?: number };

export function quotaChecks(ports: QuotaPorts): readonly Check[] {
  const read = async (wanted: Wanted) =>
    ports.metrics.read({ periodSeconds: 60, ...wanted, days: 3, until: await ports.now() });
  const states = (name: string, stat: Wanted['stat'], dimensions = {}) =>
    read({ namespace: 'AWS/States', name, stat, dimensions, periodSeconds: 300 });
  return [
    openExecutions(states),
    startRate(states),
    concurrency(ports, read),
    mailPerDay(ports),
    mailRate(ports, read),
  ];
}

type States = (name: string, stat: Wanted['stat'], dimensions?: Record<string, string>) => ReturnType<Metrics['read']>;

/** Metrics of the account: https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html. */
const openExecutions = (states: States): Check => ({
  about: 'open executions',
  async look() {
    const [used, limit] = await Promise.all([
      states('OpenExecutionCount', 'Maximum'),
      states('OpenExecutionLimit', 'Maximum'),
    ]);
    return [
      judgeLoad({
        about: 'open executions',
        used: largest(used),
        limit: largest(limit),
        unit: 'open executions',
        todo: MORE('open executions of Step Functions'),
      }),
    ];
  },
});

/** Metrics of the API, by its name: same page. */
const startRate = (states: States): Check => ({
  about: 'starts of executions',
  async look() {
    const api = { APIName: 'StartExecution' };
    const [used, limit, throttled] = await Promise.all([
      states('ConsumedCapacity', 'Maximum', api),
      states('ProvisionedRefillRate', 'Maximum', api),
      states('ThrottledEvents', 'Sum', api),
    ]);
    const about = 'starts of executions';
    const todo = MORE('StartExecution requests per second');
    return [
      judgeLoad({ about, used: largest(used), limit: largest(limit), unit: 'starts per second', todo }),
      ...judgeThrottled(
        about,
        throttled.reduce((sum, { value }) => sum + value, 0),
        todo,
      ),
    ];
  },
});

/**
 * Counts reservations too: "the amount of concurrency that is unavailable for on-demand invocations"
 * (https://docs.aws.amazon.com/lambda/latest/dg/monitoring-concurrency.html).
 */
const concurrency = (
  { lambdaConcurrency }: QuotaPorts,
  read: (wanted: Wanted) => ReturnType<Metrics['read']>,
): Check => ({
  about: 'concurrent functions',
  async look() {
    const [used, limit] = await Promise.all([
      read({ namespace: 'AWS/Lambda', name: 'ClaimedAccountConcurrency', stat: 'Maximum', periodSeconds: 300 }),
      lambdaConcurrency(),
    ]);
    return [
      judgeLoad({
        about: 'concurrent functions',
        used: largest(used),
        limit,
        unit: 'concurrent executions, reservations included,',
        todo: MORE('concurrent executions of Lambda'),
      }),
    ];
  },
});

const mailPerDay = ({ account }: QuotaPorts): Check => ({
  about: 'e-mails per day',
  async look() {
    const { SendQuota: { SentLast24Hours: used, Max24HourSend: limit } = {} } = await account();
    return [
      judgeLoad({
        about: 'e-mails per day',
        used,
        limit,
        unit: 'e-mails in 24 hours',
        todo: MORE('SES daily sending quota'),
      }),
    ];
  },
});

/** The busiest minute, spread evenly: SES itself lets short bursts pass. */
const mailRate = ({ account }: QuotaPorts, read: (wanted: Wanted) => ReturnType<Metrics['read']>): Check => ({
  about: 'e-mails per second',
  async look() {
    const [sent, { SendQuota }] = await Promise.all([
      read({ namespace: 'AWS/SES', name: 'Send', stat: 'Sum' }),
      account(),
    ]);
    const busiest = largest(sent);
    return [
      judgeLoad({
        about: 'e-mails per second',
        used: busiest === undefined ? undefined : busiest / 60,
        limit: SendQuota?.MaxSendRate,
        unit: 'e-mails per second',
        todo: MORE('SES sending rate'),
      }),
    ];
  },
});
