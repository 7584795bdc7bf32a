/** What guards a stage against floods and bills: limits by kind of route, the monthly budget, and the edge before the API. */
import { ROUTES } from '../contracts/api/routes.ts';
import type { StageName } from './stages.ts';

/** `keyless` routes ask for no key; of the others, those `write` that take or change something. */
export type RouteKind = 'keyless' | 'write' | 'read';

/** Requests per second over all callers, and how many may arrive at once. */
export interface Limit {
  readonly rateLimit: number;
  readonly burstLimit: number;
}

export interface Safeguards {
  /** Of each such route; a route that reads has the stage's. */
  readonly limits: Readonly<Record<Exclude<RouteKind, 'read'>, Limit>>;
  /** US dollars; none where nobody was named who hears the alarms, unless it is asked for. */
  readonly monthlyBudget: number | undefined;
  readonly edge: Edge | undefined;
}

/** CloudFront with WAF before the API: docs/adr/008-an-edge-before-the-api.md. */
export interface Edge {
  /** What the edge stack put out as `WebAclArn`; until it is given, there is the web ACL only and the API stays open. */
  readonly webAclArn: string | undefined;
  /** Raised by one to change the words that CloudFront shows to the API. */
  readonly generation: number;
}

/** Writes are rarer and dearer than reads; a forged webhook costs its forger nothing, so there may be few of them. */
const limits: Readonly<Record<StageName, Safeguards['limits']>> = {
  dev: {
    keyless: { rateLimit: 10, burstLimit: 20 },
    write: { rateLimit: 10, burstLimit: 20 },
  },
  prod: {
    keyless: { rateLimit: 50, burstLimit: 100 },
    write: { rateLimit: 50, burstLimit: 100 },
  },
};
const monthlyBudgets: Readonly<Record<StageName, number>> = { dev: 20, prod: 200 };

const kindOf = ({ scope }: { readonly scope: string | null }): RouteKind =>
  scope === null ? 'keyless' : scope.endsWith(':write') ? 'write' : 'read';

/** The kind of each route of the API. */
export const routeKinds: ReadonlyMap<string, RouteKind> = new Map(
  Object.entries(ROUTES).map(([key, route]) => [key, kindOf(route)]),
);

/** What the command line says by `-c monthlyBudget=`, `-c edge=waf`, `-c webAclArn=` and `-c edgeGeneration=`. */
export function safeguardsOf(stage: StageName, context: (name: string) => unknown): Safeguards {
  return { limits: limits[stage], monthlyBudget: budgetOf(stage, context), edge: edgeOf(context) };
}

function budgetOf(stage: StageName, context: (name: string) => unknown): number | undefined {
  const asked = context('monthlyBudget');
  if (asked === undefined) return context('alarmEmail') === undefined ? undefined : monthlyBudgets[stage];
  if (Number(asked) > 0) return Number(asked);
  throw new Error(`expected monthlyBudget in US dollars, above 0, found "${asked}"`);
}

function edgeOf(context: (name: string) => unknown): Edge | undefined {
  const edge = context('edge');
  const webAclArn = context('webAclArn');
  const generation = Number(context('edgeGeneration') ?? 1);
  if (edge === undefined && webAclArn === undefined) return undefined;
  if (edge !== 'waf') throw new Error(`expected edge=waf or nothing, found "${edge}"`);
  if (!(Number.isInteger(generation) && generation > 0))
    throw new Error(`expected edgeGeneration to be a whole number from 1 on, found "${context('edgeGeneration')}"`);
  if (webAclArn !== undefined && !/^arn:[\w-]+:wafv2:us-east-1:\d{12}:global\/webacl\//.test(String(webAclArn)))
    throw new Error(`expected webAclArn to be the output WebAclArn of the edge stack, found "${webAclArn}"`);
  return { webAclArn: webAclArn === undefined ? undefined : String(webAclArn), generation };
}
