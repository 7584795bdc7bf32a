/** What AWS End User Messaging answers about numbers, sender ids, pools, registrations and limits. */
import {
  DescribeAccountAttributesCommand,
  DescribePhoneNumbersCommand,
  DescribePoolsCommand,
  DescribeRegistrationsCommand,
  DescribeSenderIdsCommand,
  DescribeSpendLimitsCommand,
  type PinpointSMSVoiceV2Client,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { askingAll } from '../ask.ts';
import type { TextFacts } from './origination.ts';
import type { SpendingFacts } from './spending.ts';

export function createSmsQuestions(client: PinpointSMSVoiceV2Client) {
  return {
    async originations(): Promise<TextFacts> {
      const [numbers, senderIds, pools, registrations] = await Promise.all([
        askingAll('sms-voice:DescribePhoneNumbers', async (NextToken) => {
          const page = await client.send(new DescribePhoneNumbersCommand({ NextToken }));
          return { items: page.PhoneNumbers, next: page.NextToken };
        }),
        askingAll('sms-voice:DescribeSenderIds', async (NextToken) => {
          const page = await client.send(new DescribeSenderIdsCommand({ NextToken }));
          return { items: page.SenderIds, next: page.NextToken };
        }),
        askingAll('sms-voice:DescribePools', async (NextToken) => {
          const page = await client.send(new DescribePoolsCommand({ NextToken }));
          return { items: page.Pools, next: page.NextToken };
        }),
        askingAll('sms-voice:DescribeRegistrations', async (NextToken) => {
          const page = await client.send(new DescribeRegistrationsCommand({ NextToken }));
          return { items: page.Registrations, next: page.NextToken };
        }),
      ]);
      return { numbers, senderIds, pools, registrations };
    },

    async limits(): Promise<Pick<SpendingFacts, 'limits' | 'attributes'>> {
      const [limits, attributes] = await Promise.all([
        askingAll('sms-voice:DescribeSpendLimits', async (NextToken) => {
          const page = await client.send(new DescribeSpendLimitsCommand({ NextToken }));
          return { items: page.SpendLimits, next: page.NextToken };
        }),
        askingAll('sms-voice:DescribeAccountAttributes', async (NextToken) => {
          const page = await client.send(new DescribeAccountAttributesCommand({ NextToken }));
          return { items: page.AccountAttributes, next: page.NextToken };
        }),
      ]);
      return { limits, attributes };
    },
  };
}
export type SmsQuestions = ReturnType<typeof createSmsQuestions>;
