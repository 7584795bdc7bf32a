/** AWS::ApiGatewayV2: the HTTP API's routes and the function behind each. */
import { z } from 'zod';
import { parseProperties, type Resources } from './resources.ts';

export interface RouteSpec {
  /** `ANY` or an HTTP method. */
  readonly method: string;
  /** `/v1/invoices/{id}`, or `$default`. */
  readonly path: string;
  readonly routeKey: string;
  readonly functionArn: string;
}

const integrationSchema = z.object({
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
});
const routeSchema = z.object({
  RouteKey: z.string(),
  Target: z.string().startsWith('integrations/'),
  AuthorizationType: z.literal('NONE').default('NONE'),
});
const apiSchema = z.object({ ProtocolType: z.literal('HTTP') });

export function readRoutes(resources: Resources): RouteSpec[] {
  const apis = resources.of('AWS::ApiGatewayV2::Api');
  if (apis.length > 1)
    throw new Error(`expected at most one HTTP API, found ${apis.map(({ logicalId }) => logicalId).join(', ')}`);
  for (const api of apis) parseProperties(apiSchema, api);
  const integrations = new Map(
    resources.of('AWS::ApiGatewayV2::Integration').map((one) => [one.name, parseProperties(integrationSchema, one)]),
  );
  return resources.of('AWS::ApiGatewayV2::Route').map((route) => {
    const { RouteKey, Target } = parseProperties(routeSchema, route);
    const integration = integrations.get(Target.slice('integrations/'.length));
    if (!integration) throw new Error(`expected an integration behind route ${RouteKey}, found ${Target}`);
    const [method = '', path = ''] = RouteKey === '$default' ? ['ANY', '$default'] : RouteKey.split(' ');
    return { method, path, routeKey: RouteKey, functionArn: functionArnOf(integration.IntegrationUri) };
  });
}

/** An integration names its function's ARN, or API Gateway's path around it. */
function functionArnOf(uri: string): string {
  return /functions\/(arn:[^/]+)\/invocations/.exec(uri)?.[1] ?? uri;
}
