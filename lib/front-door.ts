/** The HTTP API: routes to functions, throttled, with an access log that names neither people nor addresses. */
import { Duration, type RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogField, AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { EncryptionKey } from './encryption-key.ts';
import { ImpactAlarm } from './impact-alarm.ts';
import type { StageSettings } from './stages.ts';

export interface FrontDoorProps {
  /** The function that answers each route, by method and path: `POST /v1/invoices`. */
  readonly routes: ReadonlyMap<string, IFunction>;
  readonly throttle: StageSettings['throttle'];
  readonly encryption: EncryptionKey;
  readonly logRetention: RetentionDays;
  readonly removalPolicy: RemovalPolicy;
  readonly alarms: ITopic;
}

export class FrontDoor extends Construct {
  readonly url: string;

  constructor(scope: Construct, id: string, props: FrontDoorProps) {
    super(scope, id);
    const api = new HttpApi(this, 'Api', {
      createDefaultStage: false,
      description: "Dunlin: an ERP's invoices and payments",
    });
    addRoutes(api, props.routes);
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
function addRoutes(api: HttpApi, routes: FrontDoorProps['routes']): void {
  const integrations = new Map<IFunction, HttpLambdaIntegration>();
  for (const [routeKey, fn] of routes) {
    const [verb = '', path = ''] = routeKey.split(' ');
    const method = methods[verb];
    if (!method) throw new Error(`expected a route like "GET /v1/invoices", found "${routeKey}"`);
    const integration = integrations.get(fn) ?? new HttpLambdaIntegration(`${fn.node.scope?.node.id}Integration`, fn);
    integrations.set(fn, integration);
    api.addRoutes({ path, methods: [method], integration, authorizer: new HttpNoneAuthorizer() });
  }
}
