/** The HTTP API: routes to functions, throttled, with an access log that names neither people nor addresses. */
import { Duration, type RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogField, AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CfnStage,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  type HttpRoute,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { EncryptionKey } from './encryption-key.ts';
import { ImpactAlarm } from './impact-alarm.ts';
import { routeKinds, type Safeguards } from './safeguards.ts';
import type { StageSettings } from './stages.ts';

export interface FrontDoorProps {
  /** The function that answers each route, by method and path: `POST /v1/invoices`. */
  readonly routes: ReadonlyMap<string, IFunction>;
  /** Of the stage; `limits` are narrower ones of routes. */
  readonly throttle: StageSettings['throttle'];
  readonly limits: Safeguards['limits'];
  /** What stands before every route; the functions check keys themselves. */
  readonly authorizer?: IHttpRouteAuthorizer | undefined;
  readonly encryption: EncryptionKey;
  readonly logRetention: RetentionDays;
  readonly removalPolicy: RemovalPolicy;
  readonly alarms: ITopic;
}

export class FrontDoor extends Construct {
  readonly api: HttpApi;
  readonly url: string;

  constructor(scope: Construct, id: string, props: FrontDoorProps) {
    super(scope, id);
    const api = new HttpApi(this, 'Api', {
      createDefaultStage: false,
      description: "Dunlin: an ERP's invoices and payments",
    });
    this.api = api;
    const added = addRoutes(api, props);
    const { encryption, logRetention: retention, removalPolicy } = props;
    const accessLog = new LogGroup(this, 'AccessLog', { encryptionKey: encryption.key, retention, removalPolicy });
    const stage = new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      throttle: props.throttle,
      detailedMetricsEnabled: true,
      accessLogSettings: { destination: new LogGroupLogDestination(accessLog), format: accessLogFormat },
    });
    this.url = stage.url;
    limitRoutes(stage, added, props.limits);
    Validations.of(api).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        'Keys are checked with a consistent read in the functions: an authorizer would cache a revoked key and answer with a fixed body.',
    });
    new ImpactAlarm(this, 'ServerErrors', {
      impact:
        'ERPs or Stripe get errors: invoices and payments arrive late, and a payment that arrives late may be reminded of.',
      runbook: 'api-errors',
      topic: props.alarms,
      metric: stage.metricServerError({ period: Duration.minutes(5), statistic: 'Sum' }),
    });
  }
}

/** The route's pattern, not the path: a path holds invoice and customer ids. No address of the caller either. */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: AccessLogField.contextRequestId(),
    at: AccessLogField.contextRequestTime(),
    route: '$context.routeKey',
    status: AccessLogField.contextStatus(),
    responseBytes: AccessLogField.contextResponseLength(),
    latencyMilliseconds: AccessLogField.contextResponseLatency(),
    integrationStatus: AccessLogField.contextIntegrationStatus(),
    error: AccessLogField.contextErrorMessage(),
  }),
);

const methods: Readonly<Record<string, HttpMethod>> = {
  GET: HttpMethod.GET,
  POST: HttpMethod.POST,
  PUT: HttpMethod.PUT,
  DELETE: HttpMethod.DELETE,
};

/** One integration per function, whichever its routes. */
function addRoutes(api: HttpApi, { routes, authorizer }: FrontDoorProps): readonly HttpRoute[] {
  const integrations = new Map<IFunction, HttpLambdaIntegration>();
  return [...routes].flatMap(([routeKey, fn]) => {
    const [verb = '', path = ''] = routeKey.split(' ');
    const method = methods[verb];
    if (!method) throw new Error(`expected a route like "GET /v1/invoices", found "${routeKey}"`);
    const integration = integrations.get(fn) ?? new HttpLambdaIntegration(`${fn.node.scope?.node.id}Integration`, fn);
    integrations.set(fn, integration);
    return api.addRoutes({ path, methods: [method], integration, authorizer: authorizer ?? new HttpNoneAuthorizer() });
  });
}

/** A route's settings replace the stage's whole, so its metrics are asked for again. */
function limitRoutes(stage: HttpStage, routes: readonly HttpRoute[], limits: Safeguards['limits']): void {
  const settings = [...routeKinds].flatMap(([routeKey, kind]) => {
    if (kind === 'read') return [];
    const { rateLimit, burstLimit } = limits[kind];
    const limit = { ThrottlingRateLimit: rateLimit, ThrottlingBurstLimit: burstLimit, DetailedMetricsEnabled: true };
    return [[routeKey, limit] as const];
  });
  const { defaultChild } = stage.node;
  if (!(defaultChild instanceof CfnStage)) throw new Error('expected a stage of CloudFormation, found none');
  defaultChild.routeSettings = Object.fromEntries(settings);
  // AWS refuses the settings of a route that is not there yet.
  stage.node.addDependency(...routes);
}
