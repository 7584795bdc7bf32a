/** The AWS clients of the doctor, asked with an operator's patience; none of them is part of a function. */
import { BudgetsClient } from '@aws-sdk/client-budgets';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { clientConfig } from '../../../adapters/aws/client.ts';

/** A function must give up early; a person with a slow line, or a VPN, would rather wait. */
const PATIENCE = { connectionTimeout: 6_000, requestTimeout: 12_000, throwOnRequestTimeout: true };

export type Clients = ReturnType<typeof openClients>;

export function openClients() {
  const config = { ...clientConfig({}, { requestMs: PATIENCE.requestTimeout, attempts: 2 }), requestHandler: PATIENCE };
  return {
    budgets: new BudgetsClient(config),
    cloudFormation: new CloudFormationClient(config),
    cloudWatch: new CloudWatchClient(config),
    events: new EventBridgeClient(config),
    lambda: new LambdaClient(config),
    secrets: new SecretsManagerClient(config),
    ses: new SESv2Client(config),
    quotas: new ServiceQuotasClient(config),
    sms: new PinpointSMSVoiceV2Client(config),
    sns: new SNSClient(config),
    sqs: new SQSClient(config),
  };
}

/** Without this their connections would keep the command alive. */
export function closeClients(clients: Clients): void {
  for (const client of Object.values(clients)) client.destroy();
}
