/** The configuration set that every mail to a customer names: sending, and telling EventBridge what became of each mail. */
import type { EventDestination, EventType, GetConfigurationSetResponse } from '@aws-sdk/client-sesv2';
import { type Finding, mend, ok } from '../finding.ts';

/** What receive-delivery-event works from; the template's rule waits for the same. */
export const NEEDED_EVENTS: readonly EventType[] = ['DELIVERY', 'BOUNCE', 'COMPLAINT', 'REJECT'];

export type PublishingFacts = {
  readonly name: string;
  /** Undefined where SES has no such set. */
  readonly set: GetConfigurationSetResponse | undefined;
  readonly destinations: readonly EventDestination[];
};

export function judgePublishing({ name, set, destinations }: PublishingFacts): Finding {
  const about = `configuration set ${name}`;
  const redeploy = 'deploy the stage again, which puts it back';
  if (!set) return mend(about, 'SES has none of this name, so every send is refused', redeploy);
  if (set.SendingOptions?.SendingEnabled === false)
    return mend(
      about,
      'sending through it is switched off',
      `aws sesv2 put-configuration-set-sending-options --sending-enabled --configuration-set-name ${name}`,
    );
  const published = destinations
    .filter(({ Enabled, EventBridgeDestination }) => Enabled === true && EventBridgeDestination !== undefined)
    .flatMap(({ MatchingEventTypes = [] }) => MatchingEventTypes);
  const missing = NEEDED_EVENTS.filter((type) => !published.includes(type));
  if (missing.length > 0)
    return mend(
      about,
      `EventBridge is not told of ${missing.join(', ')}, so bounced addresses are written to again`,
      redeploy,
    );
  return ok(about, `publishes ${NEEDED_EVENTS.join(', ')} to EventBridge`);
}
