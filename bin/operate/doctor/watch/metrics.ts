/** Figures of CloudWatch over the last days, oldest first. */
import { type CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { asking } from '../ask.ts';

export interface MetricRequest {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly stat: 'Maximum' | 'Minimum' | 'Sum';
  readonly periodSeconds: number;
  readonly days: number;
  /** The instant up to which figures are read; of the real clock. */
  readonly until: string;
}

export interface Figure {
  readonly at: Date;
  readonly value: number;
}

export interface Metrics {
  /** Nothing where nothing was measured. */
  readonly read: (request: MetricRequest) => Promise<readonly Figure[]>;
}

const DAY_MS = 86_400_000;

export function createMetrics(client: CloudWatchClient): Metrics {
  async function page(request: MetricRequest, NextToken: string | undefined) {
    const { namespace, name, dimensions = {}, stat, periodSeconds, days, until } = request;
    const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
    const end = Date.parse(until);
    return client.send(
      new GetMetricDataCommand({
        StartTime: new Date(end - days * DAY_MS),
        EndTime: new Date(end),
        ScanBy: 'TimestampAscending',
        MetricDataQueries: [
          {
            Id: 'figures',
            MetricStat: {
              Metric: { Namespace: namespace, MetricName: name, Dimensions },
              Period: periodSeconds,
              Stat: stat,
            },
          },
        ],
        ...(NextToken === undefined ? {} : { NextToken }),
      }),
    );
  }
  return {
    async read(request) {
      const figures: Figure[] = [];
      let token: string | undefined;
      do {
        const { MetricDataResults = [], NextToken } = await asking('cloudwatch:GetMetricData', () =>
          page(request, token),
        );
        for (const { Timestamps = [], Values = [] } of MetricDataResults)
          for (const [index, at] of Timestamps.entries()) figures.push({ at, value: Values[index] ?? 0 });
        token = NextToken;
      } while (token);
      return figures;
    },
  };
}

export const largest = (figures: readonly Figure[]): number | undefined =>
  figures.length === 0 ? undefined : Math.max(...figures.map(({ value }) => value));
