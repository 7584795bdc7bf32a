/** Buckets, SES configuration sets, and where SES sends the events of a message. */
import { z } from 'zod';
import { parseProperties, type Resources } from './resources.ts';

export interface EventDestinationSpec {
  readonly configurationSet: string;
  readonly eventTypes: readonly string[];
  readonly busName: string;
}

const eventDestinationSchema = z.object({
  ConfigurationSetName: z.string(),
  EventDestination: z.object({
    Enabled: z.boolean().default(false),
    MatchingEventTypes: z.array(z.string()),
    EventBridgeDestination: z.object({ EventBusArn: z.string() }).optional(),
  }),
});

export function readBuckets(resources: Resources): string[] {
  return resources.of('AWS::S3::Bucket').map(({ name }) => name);
}

export function readConfigurationSets(resources: Resources): string[] {
  return resources.of('AWS::SES::ConfigurationSet').map(({ name }) => name);
}

/** Destinations other than EventBridge (SNS, CloudWatch) tell nobody here anything. */
export function readEventDestinations(resources: Resources): EventDestinationSpec[] {
  return resources.of('AWS::SES::ConfigurationSetEventDestination').flatMap((resource) => {
    const { ConfigurationSetName, EventDestination } = parseProperties(eventDestinationSchema, resource);
    const { Enabled, MatchingEventTypes, EventBridgeDestination } = EventDestination;
    if (!Enabled || !EventBridgeDestination) return [];
    const busName = EventBridgeDestination.EventBusArn.replace(/^.*event-bus\//, '');
    return [{ configurationSet: ConfigurationSetName, eventTypes: MatchingEventTypes, busName }];
  });
}
