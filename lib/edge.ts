/** CloudFront before the API, and the check by which the API takes nothing that did not come through it. */
import { join } from 'node:path';
import { Duration, Fn, Validations } from 'aws-cdk-lib';
import type { HttpApi, IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { EDGE_HEADER } from '../contracts/edge.ts';
import { edgeCheck } from './function-roster.ts';
import { PipelineFunction, type PipelineFunctionProps } from './pipeline-function.ts';

export interface EdgeProps extends Omit<PipelineFunctionProps, 'trigger' | 'bundle'> {
  /** The folder with one folder per bundled function. */
  readonly bundles: string;
  readonly webAclArn: string;
  /** Which words CloudFront shows; those of the generation before are taken as well, for CloudFront changes by and by. */
  readonly generation: number;
}

export class Edge extends Construct {
  /** Goes onto every route of the API. */
  readonly authorizer: IHttpRouteAuthorizer;
  private readonly secret: Secret;
  private readonly webAclArn: string;

  constructor(scope: Construct, id: string, { bundles, webAclArn, generation, ...props }: EdgeProps) {
    super(scope, id);
    this.webAclArn = webAclArn;
    this.secret = this.secretOf(generation);
    const secrets = [this.secret, ...(generation > 1 ? [this.secretOf(generation - 1)] : [])];
    const { handler } = new PipelineFunction(this, 'Check', {
      ...props,
      trigger: 'http',
      bundle: join(bundles, edgeCheck),
    });
    const resourceArns = secrets.map(({ secretArn }) => secretArn);
    handler.addEnvironment('EDGE_SECRETS', Fn.join(' ', resourceArns));
    Grant.addToPrincipal({ grantee: handler, actions: ['secretsmanager:GetSecretValue'], resourceArns });
    this.authorizer = new HttpLambdaAuthorizer('EdgeOnly', handler, {
      responseTypes: [HttpLambdaResponseType.SIMPLE],
      // Without the header API Gateway answers 401 by itself; with it, what was answered once holds for a while.
      identitySource: [`$request.header.${EDGE_HEADER}`],
      resultsCacheTtl: Duration.minutes(5),
    });
  }

  private secretOf(generation: number): Secret {
    const secret = new Secret(this, `Words${generation}`, {
      description: 'Dunlin: what CloudFront shows to the API',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'Changed by a deployment with the next edgeGeneration, for CloudFront has to learn it as well.',
    });
    return secret;
  }

  /** Answers the address that callers use from now on. */
  openBefore(api: HttpApi): string {
    const origin = new HttpOrigin(Fn.select(2, Fn.split('/', api.apiEndpoint)), {
      protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
      originSslProtocols: [OriginSslPolicy.TLS_V1_2],
      // CloudFormation puts the secret in its place while it deploys: neither template nor environment holds it.
      customHeaders: { [EDGE_HEADER]: this.secret.secretValue.unsafeUnwrap() },
    });
    const distribution = new Distribution(this, 'Distribution', {
      comment: 'Dunlin: before the API',
      webAclId: this.webAclArn,
      defaultBehavior: {
        origin,
        allowedMethods: AllowedMethods.ALLOW_ALL,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      },
    });
    giveReasons(distribution);
    return `https://${distribution.distributionDomainName}`;
  }
}

function giveReasons(distribution: Distribution): void {
  Validations.of(distribution).acknowledge(
    { id: 'AwsSolutions-CFR1', reason: 'ERPs and Stripe call from wherever they are: no country is shut out.' },
    { id: 'AwsSolutions-CFR3', reason: 'The access log of the API holds each request that passes, without addresses.' },
    {
      id: 'AwsSolutions-CFR4',
      reason: "The name is CloudFront's own, whose certificate allows no choice of TLS versions; HTTP is refused.",
    },
  );
}
