/** CloudFront with WAF before the API: off unless asked for, and then the only way in. */
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { bundledCode } from './privilege/bundled-code.ts';
import { callsOf } from './privilege/calls.ts';
import { grantedBy } from './privilege/granted.ts';
import { tracing } from './privilege/rights.ts';
import { one, synthesize, synthesizeAnew, withEdge } from './synthesis.ts';

const open = synthesize('prod');
const first = synthesizeAnew('prod', { context: { edge: 'waf' } });
const closed = synthesizeAnew('prod', { context: withEdge });
const renewed = synthesizeAnew('prod', { context: { ...withEdge, edgeGeneration: '3' } });
const stacksOf = ({ app }: typeof open) => app.synth().stacks.map(({ stackName }) => stackName);

const Routes = z.array(
  z.object({ AuthorizationType: z.string(), AuthorizerId: z.object({ Ref: z.string() }).optional() }),
);
const routesOf = ({ ofType }: typeof open) =>
  Routes.parse(ofType('AWS::ApiGatewayV2::Route').map(({ Properties }) => Properties));

describe('without an edge', () => {
  it('there is none of it, and routes ask for no authorizer', () => {
    expect(stacksOf(open)).toEqual(['Dunlin-prod-Ledger', 'Dunlin-prod-Pipeline']);
    expect(open.types.filter((type) => /CloudFront|WAFv2|SecretsManager|Authorizer/.test(type))).toEqual([]);
    expect(new Set(routesOf(open).map(({ AuthorizationType }) => AuthorizationType))).toEqual(new Set(['NONE']));
  });
});

describe('at first', () => {
  it('there is the web ACL alone, in the one region that takes it, and a warning that the API is still open', () => {
    const { stacks } = first.app.synth();
    const edge = stacks.find(({ stackName }) => stackName === 'Dunlin-prod-Edge');
    expect(edge?.environment.region).toBe('us-east-1');
    expect(first.outputs).toContain('WebAclArn');
    expect(first.types).not.toContain('AWS::CloudFront::Distribution');
    const warnings = stacks.flatMap(({ messages }) => messages).map(({ entry }) => JSON.stringify(entry.data));
    expect(warnings.join()).toContain('The API is still open');
  });

  it('the web ACL refuses known attackers and floods, and only counts what large or odd bodies would trip', () => {
    const Rule = z.object({ Name: z.string(), Statement: z.record(z.string(), z.record(z.string(), z.unknown())) });
    const { Rules, Scope, DefaultAction } = one(first.ofType('AWS::WAFv2::WebACL')).Properties;
    const rules = z.array(Rule).parse(Rules);
    expect([Scope, DefaultAction]).toEqual(['CLOUDFRONT', { Allow: {} }]);
    expect(rules.map(({ Name }) => Name)).toEqual([
      'AWSManagedRulesAmazonIpReputationList',
      'AWSManagedRulesKnownBadInputsRuleSet',
      'AWSManagedRulesCommonRuleSet',
      'RequestsPerAddress',
    ]);
    expect(rules.at(2)?.Statement.ManagedRuleGroupStatement?.RuleActionOverrides).toContainEqual({
      Name: 'SizeRestrictions_BODY',
      ActionToUse: { Count: {} },
    });
    expect(rules.at(3)?.Statement.RateBasedStatement).toMatchObject({ AggregateKeyType: 'IP', Limit: 2000 });
    expect(JSON.stringify(Rules)).not.toContain('"SampledRequestsEnabled":true');
  });
});

describe('then', () => {
  const { ofType } = closed;

  it('CloudFront stands before the API with that web ACL, over TLS on both sides, caching nothing', () => {
    const { DistributionConfig } = one(ofType('AWS::CloudFront::Distribution')).Properties;
    expect(DistributionConfig).toMatchObject({
      WebACLId: withEdge.webAclArn,
      DefaultCacheBehavior: {
        ViewerProtocolPolicy: 'https-only',
        // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html: CachingDisabled
        CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
        // …/using-managed-origin-request-policies.html: AllViewerExceptHostHeader
        OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
        AllowedMethods: expect.arrayContaining(['GET', 'POST', 'PUT', 'DELETE']),
      },
      Origins: [{ CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] } }],
    });
  });

  it('every route asks for the header that only CloudFront knows, and API Gateway refuses who brings none', () => {
    const authorizer = one(ofType('AWS::ApiGatewayV2::Authorizer'));
    expect(authorizer.Properties).toMatchObject({
      AuthorizerType: 'REQUEST',
      IdentitySource: ['$request.header.x-dunlin-edge'],
      EnableSimpleResponses: true,
    });
    const routes = routesOf(closed);
    expect(routes.length).toBe(routesOf(open).length);
    for (const route of routes)
      expect(route).toEqual({ AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: authorizer.logicalId } });
  });

  it('the header’s words come from Secrets Manager while CloudFormation deploys', () => {
    const secret = one(ofType('AWS::SecretsManager::Secret')).logicalId;
    const config = JSON.stringify(one(ofType('AWS::CloudFront::Distribution')).Properties);
    const resolved = `["",["{{resolve:secretsmanager:",{"Ref":"${secret}"},":SecretString:::}}"]]`;
    expect(config).toContain(
      `"OriginCustomHeaders":[{"HeaderName":"x-dunlin-edge","HeaderValue":{"Fn::Join":${resolved}}}]`,
    );
  });

  it('the address that callers get is CloudFront’s', () => {
    const stack = closed.app.synth().stacks.find(({ stackName }) => stackName === 'Dunlin-prod-Pipeline');
    expect(JSON.stringify(stack?.template.Outputs.ApiUrl)).toContain('EdgeDistribution');
  });

  it('the check may read its words, and nothing else', async () => {
    const secret = one(ofType('AWS::SecretsManager::Secret')).logicalId.replace(/[A-F0-9]{8}$/, '');
    expect([...(grantedBy(closed).get('EdgeCheckRole') ?? [])].sort()).toEqual(
      [
        ...tracing,
        'logs:CreateLogStream on EdgeCheckLogs',
        'logs:PutLogEvents on EdgeCheckLogs',
        `secretsmanager:GetSecretValue on ${secret}`,
      ].sort(),
    );
    expect([...callsOf((await bundledCode(['check-edge'])).get('check-edge') ?? '')]).toEqual([
      'GetSecretValue on service',
    ]);
  });

  it('words are changed without a gap: the new ones are shown, and those before are still taken', () => {
    const secrets = renewed.ofType('AWS::SecretsManager::Secret').map(({ logicalId }) => logicalId.slice(0, 10));
    expect(secrets).toEqual(['EdgeWords3', 'EdgeWords2']);
    expect(JSON.stringify(one(renewed.ofType('AWS::CloudFront::Distribution')).Properties)).toContain('EdgeWords3');
    const check = one(renewed.ofType('AWS::Lambda::Function'), 'EdgeCheck').Properties;
    expect(JSON.stringify(check.Environment)).toMatch(/EdgeWords3.*EdgeWords2/);
  });

  it('has no finding of cdk-nag without a reason', () => {
    const { violations } = new AwsSolutionsChecks().validateScope(closed.app);
    const findings = violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath}`),
    );
    expect(findings).toEqual([]);
  });
});

describe('the command line', () => {
  it.each([
    { context: { edge: 'yes' }, says: 'expected edge=waf or nothing, found "yes"' },
    { context: { webAclArn: withEdge.webAclArn }, says: 'expected edge=waf or nothing, found "undefined"' },
    { context: { ...withEdge, edgeGeneration: '0' }, says: 'expected edgeGeneration to be a whole number from 1 on' },
    {
      context: { edge: 'waf', webAclArn: 'arn:aws:wafv2:eu-west-1:1:regional/webacl/a' },
      says: 'expected webAclArn to be',
    },
  ])('is told what is wrong with $context', ({ context, says }) => {
    expect(() => synthesizeAnew('dev', { context })).toThrow(says);
  });
});
