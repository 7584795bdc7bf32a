/** SES's answers about a sender that is in order, for tests to spoil one field at a time. */
import type {
  DkimAttributes,
  GetAccountResponse,
  GetEmailIdentityResponse,
  MailFromAttributes,
} from '@aws-sdk/client-sesv2';
import { dkimRecords } from '../../../bin/operate/doctor/mail/identity.ts';

export const healthy: GetAccountResponse = {
  ProductionAccessEnabled: true,
  SendingEnabled: true,
  EnforcementStatus: 'HEALTHY',
  SendQuota: { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 12 },
};

export const signed: DkimAttributes = {
  SigningEnabled: true,
  Status: 'SUCCESS',
  Tokens: ['one', 'two', 'three'],
  SigningAttributesOrigin: 'AWS_SES',
  SigningHostedZone: 'dkim.eu-west-1.amazonses.com',
};
export const bouncing: MailFromAttributes = {
  MailFromDomain: 'bounce.demo.example',
  MailFromDomainStatus: 'SUCCESS',
  BehaviorOnMxFailure: 'USE_DEFAULT_VALUE',
};
export const verified: GetEmailIdentityResponse = {
  IdentityType: 'DOMAIN',
  VerifiedForSendingStatus: true,
  VerificationStatus: 'SUCCESS',
  DkimAttributes: signed,
  MailFromAttributes: bouncing,
};
export const demo = (more: GetEmailIdentityResponse = {}) => ({
  name: 'demo.example',
  answer: { ...verified, ...more },
});
export const published = new Map([...dkimRecords(demo())].map(([name, target]) => [name, [target]]));
