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
  /** Set in a sandbox only: see `sandboxClock`. */
  readonly clock?: SandboxClock | undefined;
}

/** Time that runs faster than the machine's, so that a person can watch a path of months in minutes. */
export interface SandboxClock {
  /** Real seconds that one day of the clock lasts; 10 is the shortest. */
  readonly secondsPerDay: number;
  /** The instant at which both clocks show the same; it must stay the same for the life of the stage. */
  readonly epoch: string;
}

const DAY_SECONDS = 86_400;

/** Reads `-c secondsPerDay=` and `-c clockEpoch=`; a stage for real customers keeps real time. */
export function sandboxClock(stage: StageName, secondsPerDay: unknown, epoch: unknown): SandboxClock | undefined {
  if (secondsPerDay === undefined && epoch === undefined) return undefined;
  if (stage === 'prod')
    throw new Error('expected real time in prod, found secondsPerDay or clockEpoch: customers would be hurried');
  const seconds = Number(secondsPerDay);
  if (!(seconds >= 10 && seconds <= DAY_SECONDS))
    throw new Error(`expected secondsPerDay from 10 to ${DAY_SECONDS}, found "${secondsPerDay}"`);
  if (typeof epoch !== 'string' || Number.isNaN(Date.parse(epoch)))
    throw new Error(
      `expected clockEpoch beside secondsPerDay, found "${epoch}": say the instant of the first deployment, ` +
        `such as -c clockEpoch=${new Date().toISOString()}, and the same at every later one`,
    );
  return { secondsPerDay: seconds, epoch: new Date(epoch).toISOString() };
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
