/** What SES answers about the account, its identities and its configuration sets. */
import {
  GetAccountCommand,
  type GetAccountResponse,
  GetConfigurationSetCommand,
  GetConfigurationSetEventDestinationsCommand,
  GetEmailIdentityCommand,
  type SESv2Client,
} from '@aws-sdk/client-sesv2';
import { asking, askingFor } from '../ask.ts';
import { type Identity, identitiesFor } from './identity.ts';
import type { PublishingFacts } from './publishing.ts';

const ABSENT = ['NotFoundException'];

export function createSesQuestions(client: SESv2Client) {
  return {
    account: (): Promise<GetAccountResponse> => asking('ses:GetAccount', () => client.send(new GetAccountCommand({}))),

    /** The identities that SES knows for an address, the narrowest first. */
    async identities(address: string): Promise<readonly Identity[]> {
      const found = await Promise.all(
        identitiesFor(address).map(async (name) => {
          const answer = await askingFor('ses:GetEmailIdentity', ABSENT, () =>
            client.send(new GetEmailIdentityCommand({ EmailIdentity: name })),
          );
          return answer ? [{ name, answer }] : [];
        }),
      );
      return found.flat();
    },

    async publishing(name: string): Promise<PublishingFacts> {
      const set = await askingFor('ses:GetConfigurationSet', ABSENT, () =>
        client.send(new GetConfigurationSetCommand({ ConfigurationSetName: name })),
      );
      const answer = await askingFor('ses:GetConfigurationSetEventDestinations', ABSENT, () =>
        client.send(new GetConfigurationSetEventDestinationsCommand({ ConfigurationSetName: name })),
      );
      return { name, set, destinations: answer?.EventDestinations ?? [] };
    },
  };
}
export type SesQuestions = ReturnType<typeof createSesQuestions>;
