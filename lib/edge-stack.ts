/** The web ACL of CloudFront, which AWS takes in us-east-1 only: https://docs.aws.amazon.com/waf/latest/developerguide/cloudfront-features.html */
import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';

/** Requests of one address within five minutes; an ERP's import of 500 invoices a call stays far below. */
const REQUESTS_PER_ADDRESS = 2_000;

/**
 * Rules that would refuse what is right here: bodies are large (500 invoices), ERPs may name no agent, and a customer's
 * name may hold anything. They count instead; bodies are checked by the contracts and escaped where they are shown.
 */
const counted = ['SizeRestrictions_BODY', 'NoUserAgent_HEADER', 'CrossSiteScripting_BODY', 'GenericRFI_BODY'];

export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, { ...props, env: { region: 'us-east-1' } });
    const acl = new CfnWebACL(this, 'WebAcl', {
      scope: 'CLOUDFRONT',
      description: 'Dunlin: what may reach the API',
      defaultAction: { allow: {} },
      visibilityConfig: visible('WebAcl'),
      rules: [
        managed(0, 'AWSManagedRulesAmazonIpReputationList'),
        managed(1, 'AWSManagedRulesKnownBadInputsRuleSet'),
        managed(2, 'AWSManagedRulesCommonRuleSet', counted),
        {
          name: 'RequestsPerAddress',
          priority: 3,
          action: { block: { customResponse: { responseCode: 429 } } },
          statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit: REQUESTS_PER_ADDRESS } },
          visibilityConfig: visible('RequestsPerAddress'),
        },
      ],
    });
    new CfnOutput(this, 'WebAclArn', { value: acl.attrArn });
  }
}

function managed(priority: number, name: string, counts: readonly string[] = []): CfnWebACL.RuleProperty {
  const ruleActionOverrides = counts.map((rule) => ({ name: rule, actionToUse: { count: {} } }));
  return {
    name,
    priority,
    overrideAction: { none: {} },
    statement: { managedRuleGroupStatement: { vendorName: 'AWS', name, ruleActionOverrides } },
    visibilityConfig: visible(name),
  };
}

/** Samples would show callers' addresses and keys in the console. */
const visible = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  metricName,
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: false,
});
