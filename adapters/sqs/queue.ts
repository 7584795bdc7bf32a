/** One queue of dead letters: each is shown to one reader at a time, and stays until it is taken out. */
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type ClientPlace, clientConfig } from '../aws/client.ts';

/** Queues are found by the region's endpoint and not by the URL, so that another endpoint can be set. */
export function sqsClient(place: ClientPlace = {}): SQSClient {
  return new SQSClient({ ...clientConfig(place, { requestMs: 10_000, attempts: 3 }), useQueueUrlAsEndpoint: false });
}

export type Letter = {
  readonly handle: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
};

/** Seconds for which a letter is hidden from other readers; as long as handing over a page takes. */
const HIDDEN_SECONDS = 60;

export function createQueue(client: SQSClient, QueueUrl: string) {
  return {
    /** The next few; none where nothing is left to be seen. */
    async receive(): Promise<readonly Letter[]> {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: 10,
          VisibilityTimeout: HIDDEN_SECONDS,
          MessageAttributeNames: ['All'],
        }),
      );
      return Messages.map(({ ReceiptHandle = '', Body = '', MessageAttributes = {} }) => ({
        handle: ReceiptHandle,
        body: Body,
        attributes: Object.fromEntries(
          Object.entries(MessageAttributes).map(([name, { StringValue = '' }]) => [name, StringValue]),
        ),
      }));
    },
    async remove({ handle }: Letter): Promise<void> {
      await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: handle }));
    },
    /** Lets others see it at once. */
    async putBack({ handle }: Letter): Promise<void> {
      await client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: handle, VisibilityTimeout: 0 }));
    },
  };
}

export type Queue = ReturnType<typeof createQueue>;
