/** Whether SES lets the account send: out of the sandbox, not paused, in good standing. */
import type { GetAccountResponse } from '@aws-sdk/client-sesv2';
import { type Finding, mend, ok } from '../finding.ts';

const about = 'SES account';

/** https://docs.aws.amazon.com/ses/latest/dg/request-production-access.html and API_GetAccount of SES v2. */
export function judgeAccount(account: GetAccountResponse): readonly Finding[] {
  const { ProductionAccessEnabled, SendingEnabled, EnforcementStatus = 'unknown' } = account;
  const findings: Finding[] = [];
  if (ProductionAccessEnabled !== true)
    findings.push(
      mend(
        about,
        'in the sandbox, where mail reaches verified addresses only',
        'request production access (aws sesv2 put-account-details, or "Get set up" in the console of SES)',
      ),
    );
  if (SendingEnabled !== true)
    findings.push(
      mend(
        about,
        'sending is switched off',
        'find out why, then aws sesv2 put-account-sending-attributes --sending-enabled',
      ),
    );
  if (EnforcementStatus !== 'HEALTHY')
    findings.push(
      mend(
        about,
        `AWS counts it as ${EnforcementStatus}, for bounces or complaints`,
        'answer the case in the Support Center; until then expect that SES stops sending',
      ),
    );
  return findings.length > 0 ? findings : [ok(about, 'out of the sandbox, sending, healthy')];
}
