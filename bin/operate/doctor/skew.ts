/** How far this machine's clock is from that of AWS, by the `Date` of an answer. */
import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { HttpResponse } from '@smithy/core/protocols';
import { asking } from './ask.ts';

/** Milliseconds, positive where this machine is ahead; undefined where the answer has no date. */
export async function readSkew(client: CloudFormationClient, StackName: string): Promise<number | undefined> {
  const command = new DescribeStacksCommand({ StackName });
  let skew: number | undefined;
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const date = HttpResponse.isInstance(result.response) ? result.response.headers.date : undefined;
      const there = Date.parse(date ?? '');
      // The header has whole seconds, so half a second is as likely as none.
      if (!Number.isNaN(there)) skew = Date.now() - (there + 500);
      return result;
    },
    { step: 'deserialize', name: 'readDate', priority: 'low' },
  );
  await asking('cloudformation:DescribeStacks', () => client.send(command));
  return skew;
}
