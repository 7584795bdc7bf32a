/** The stages that Dunlin can be deployed as, and everything in which they differ. */
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';

export type StageName = 'dev' | 'prod';

export interface StageSettings {
  /** What `cdk destroy` does with the table, the key, the buckets and the logs. */
  readonly removalPolicy: RemovalPolicy;
  /** Whether AWS refuses to delete the table and the stacks until somebody switches this off. */
  readonly deletionProtection: boolean;
  readonly logRetention: RetentionDays;
  /** How long the bytes of a sent message can be opened from the timeline. */
  readonly messagesKept: Duration;
  /** Requests per second over all callers of the API, and how many may arrive at once. */
  readonly throttle: { readonly rateLimit: number; readonly burstLimit: number };
  /**
   * Executions of the sweep at once. A lease item already keeps sweeps apart; the reservation only saves idle starts,
   * and a fresh account (10 concurrent executions) refuses any reservation.
   */
  readonly sweepConcurrency: number | undefined;
  /** Who is written to when an alarm rings, unless `-c alarmEmail=` names somebody else. */
  readonly alarmEmail: string | undefined;
}

export const stages: Readonly<Record<StageName, StageSettings>> = {
  dev: {
    removalPolicy: RemovalPolicy.DESTROY,
    deletionProtection: false,
    logRetention: RetentionDays.ONE_WEEK,
    messagesKept: Duration.days(90),
    throttle: { rateLimit: 20, burstLimit: 40 },
    sweepConcurrency: undefined,
    alarmEmail: undefined,
  },
  prod: {
    removalPolicy: RemovalPolicy.RETAIN,
    deletionProtection: true,
    logRetention: RetentionDays.THREE_MONTHS,
    messagesKept: Duration.days(3653),
    throttle: { rateLimit: 100, burstLimit: 200 },
    sweepConcurrency: 1,
    alarmEmail: undefined,
  },
};

const isStageName = (name: string): name is StageName => Object.hasOwn(stages, name);

export function stageNamed(name: string): StageName {
  if (isStageName(name)) return name;
  throw new Error(`expected a stage out of ${Object.keys(stages).join(', ')}, found "${name}"`);
}
