/** The checks of text messages; none where no creditor sends any. */
import type { Check } from '../examine.ts';
import { type Finding, skip } from '../finding.ts';
import type { Metrics } from '../watch/metrics.ts';
import type { SmsQuestions } from './ask-sms.ts';
import { judgeOrigination } from './origination.ts';
import { judgeSpending } from './spending.ts';

export type TextPorts = {
  readonly sms: SmsQuestions;
  readonly metrics: Metrics;
  /** What creditors send text messages from, each once. */
  readonly originations: () => Promise<readonly string[]>;
  readonly now: () => Promise<string>;
};

export function textChecks({ sms, metrics, originations, now }: TextPorts): readonly Check[] {
  const whereUsed =
    (about: string, look: (used: readonly string[]) => Promise<readonly Finding[]>) =>
    async (): Promise<readonly Finding[]> => {
      const used = await originations();
      return used.length > 0 ? look(used) : [skip(about, 'no creditor names a number or sender id (--sms-from)')];
    };
  return [
    {
      about: 'SMS origination',
      look: whereUsed('SMS origination', async (used) => {
        const facts = await sms.originations();
        return used.flatMap((origination) => judgeOrigination(origination, facts));
      }),
    },
    {
      about: 'SMS spend limit',
      look: whereUsed('SMS spend limit', async () => {
        const [limits, spent] = await Promise.all([
          sms.limits(),
          metrics.read({
            namespace: 'AWS/SMSVoice',
            name: 'TextMessageMonthlySpend',
            stat: 'Maximum',
            periodSeconds: 3600,
            days: 2,
            until: await now(),
          }),
        ]);
        // It grows through the month and starts anew with the next, so the newest figure is the month's.
        return judgeSpending({ ...limits, spentUsd: spent.at(-1)?.value });
      }),
    },
  ];
}
