/** What text messages may cost in a month, and whether they may be sent to anybody at all. */
import type { AccountAttribute, SpendLimit } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { type Finding, mend, ok } from '../finding.ts';

export type SpendingFacts = {
  readonly limits: readonly SpendLimit[];
  readonly attributes: readonly AccountAttribute[];
  /** US dollars of this month so far; undefined where nothing was measured. */
  readonly spentUsd: number | undefined;
};

/** From this share of the limit on a month may well end before its limit. */
const TIGHT = 0.8;

/** https://docs.aws.amazon.com/sms-voice/latest/userguide/spend-limit.html: at the limit sending stops within minutes. */
export function judgeSpending({ limits, attributes, spentUsd = 0 }: SpendingFacts): readonly Finding[] {
  const about = 'SMS spend limit';
  const limit = limits.find(({ Name }) => Name === 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT');
  const { EnforcedLimit = 0, MaxLimit = 0 } = limit ?? {};
  const told = `$${spentUsd.toFixed(2)} of $${EnforcedLimit} this month`;
  const raise =
    EnforcedLimit < MaxLimit
      ? `aws pinpoint-sms-voice-v2 set-text-message-spend-limit-override --monthly-limit ${MaxLimit}`
      : 'ask Service Quotas for a higher TextMessageMonthlySpend';
  const spending = EnforcedLimit <= 1 || spentUsd >= TIGHT * EnforcedLimit ? mend(about, told, raise) : ok(about, told);
  return [judgeTier(attributes), spending];
}

function judgeTier(attributes: readonly AccountAttribute[]): Finding {
  const about = 'SMS account';
  const tier = attributes.find(({ Name }) => Name === 'ACCOUNT_TIER')?.Value ?? 'of unknown tier';
  return tier === 'PRODUCTION'
    ? ok(about, 'out of the sandbox')
    : mend(
        about,
        `${tier}, where messages reach verified numbers only`,
        'request production access in AWS End User Messaging',
      );
}
