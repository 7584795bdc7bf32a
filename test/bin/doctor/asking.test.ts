/** How AWS is asked: every page, what is not there, and what is refused. */
import {
  DescribeAccountAttributesCommand,
  DescribePhoneNumbersCommand,
  DescribePoolsCommand,
  DescribeRegistrationsCommand,
  DescribeSenderIdsCommand,
  DescribeSpendLimitsCommand,
  PinpointSMSVoiceV2Client,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import {
  GetConfigurationSetCommand,
  GetConfigurationSetEventDestinationsCommand,
  GetEmailIdentityCommand,
  NotFoundException,
  SESv2Client,
} from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { asking, Unanswered } from '../../../bin/operate/doctor/ask.ts';
import { createSesQuestions } from '../../../bin/operate/doctor/mail/ask-ses.ts';
import { stripeApiKey } from '../../../bin/operate/doctor/money/ask-stripe.ts';
import { createSmsQuestions } from '../../../bin/operate/doctor/text/ask-sms.ts';

const place = { region: 'eu-west-1' };
const about = { message: 'not there', $metadata: {} };
const ses = mockClient(SESv2Client);
const sms = mockClient(PinpointSMSVoiceV2Client);
const secrets = mockClient(SecretsManagerClient);

beforeEach(() => {
  for (const mock of [ses, sms, secrets]) mock.reset();
});

/** As AWS refuses: an exception by name, with its status. */
const denied = Object.assign(new Error('User: … is not authorized'), {
  name: 'AccessDeniedException',
  $metadata: { httpStatusCode: 400 },
});

describe('a question', () => {
  it.each([
    { error: denied, says: 'AccessDeniedException, needs permission x:Y' },
    {
      error: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
      says: 'not reached (ECONNREFUSED), needs permission x:Y',
    },
    {
      error: Object.assign(new Error('?'), { name: 'Unknown', $metadata: { httpStatusCode: 501 } }),
      says: 'status 501, needs permission x:Y',
    },
    { error: 'text', says: 'Unknown, needs permission x:Y' },
  ])('that fails says "$says", and not what AWS wrote', async ({ error, says }) => {
    const failure = asking('x:Y', () => Promise.reject(error));
    await expect(failure).rejects.toThrow(says);
    await expect(failure).rejects.toBeInstanceOf(Unanswered);
    await expect(failure).rejects.not.toThrow('is not authorized');
  });
});

describe('SES', () => {
  it('is asked for the address and every domain above it, and knows some of them', async () => {
    ses.on(GetEmailIdentityCommand).rejects(new NotFoundException(about));
    ses.on(GetEmailIdentityCommand, { EmailIdentity: 'demo.example' }).resolves({ VerifiedForSendingStatus: true });
    const found = await createSesQuestions(new SESv2Client(place)).identities('a@mail.demo.example');
    expect(found.map(({ name }) => name)).toEqual(['demo.example']);
    expect(ses.commandCalls(GetEmailIdentityCommand)).toHaveLength(3);
  });

  it('is never taken to know nobody because it refuses to answer', async () => {
    ses.on(GetEmailIdentityCommand).rejects(denied);
    await expect(createSesQuestions(new SESv2Client(place)).identities('a@demo.example')).rejects.toThrow(
      'ses:GetEmailIdentity',
    );
  });

  it('has no configuration set, or one with its destinations', async () => {
    ses.on(GetConfigurationSetCommand).rejects(new NotFoundException(about));
    ses.on(GetConfigurationSetEventDestinationsCommand).rejects(new NotFoundException(about));
    const questions = createSesQuestions(new SESv2Client(place));
    expect(await questions.publishing('set')).toEqual({ name: 'set', set: undefined, destinations: [] });
    ses.on(GetConfigurationSetCommand).resolves({ ConfigurationSetName: 'set' });
    ses
      .on(GetConfigurationSetEventDestinationsCommand)
      .resolves({ EventDestinations: [{ Name: 'd', MatchingEventTypes: ['BOUNCE'] }] });
    expect(await questions.publishing('set')).toMatchObject({ set: {}, destinations: [{ Name: 'd' }] });
  });
});

describe('AWS End User Messaging', () => {
  it('is asked for every page of each list', async () => {
    sms.on(DescribePhoneNumbersCommand, { NextToken: undefined }).resolves({ PhoneNumbers: [], NextToken: 'more' });
    sms.on(DescribePhoneNumbersCommand, { NextToken: 'more' }).resolves({ PhoneNumbers: [] });
    sms.on(DescribeSenderIdsCommand).resolves({ SenderIds: [] });
    sms.on(DescribePoolsCommand).resolves({ Pools: [] });
    sms.on(DescribeRegistrationsCommand).resolves({});
    const questions = createSmsQuestions(new PinpointSMSVoiceV2Client(place));
    expect(await questions.originations()).toEqual({ numbers: [], senderIds: [], pools: [], registrations: [] });
    expect(sms.commandCalls(DescribePhoneNumbersCommand)).toHaveLength(2);
  });

  it('tells limits and tier', async () => {
    sms.on(DescribeSpendLimitsCommand).resolves({
      SpendLimits: [{ Name: 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT', EnforcedLimit: 5, MaxLimit: 5, Overridden: false }],
    });
    sms
      .on(DescribeAccountAttributesCommand)
      .resolves({ AccountAttributes: [{ Name: 'ACCOUNT_TIER', Value: 'SANDBOX' }] });
    expect(await createSmsQuestions(new PinpointSMSVoiceV2Client(place)).limits()).toMatchObject({
      limits: [{ EnforcedLimit: 5 }],
      attributes: [{ Value: 'SANDBOX' }],
    });
  });
});

describe("the key of a creditor's Stripe API", () => {
  const wanted = { stage: 'prod', creditorId: 'demo' };
  it('is its own secret, else the one that was given, else none', async () => {
    const client = new SecretsManagerClient(place);
    secrets
      .on(GetSecretValueCommand, { SecretId: 'dunlin/prod/stripe-api/demo' })
      .resolves({ SecretString: 'rk_own\n' });
    expect(await stripeApiKey(client, { ...wanted, given: 'rk_given' })).toBe('rk_own');
    secrets
      .on(GetSecretValueCommand, { SecretId: 'dunlin/prod/stripe-api/demo' })
      .rejects(new ResourceNotFoundException(about));
    expect(await stripeApiKey(client, { ...wanted, given: 'rk_given' })).toBe('rk_given');
    expect(await stripeApiKey(client, { ...wanted, given: undefined })).toBeUndefined();
  });
});
