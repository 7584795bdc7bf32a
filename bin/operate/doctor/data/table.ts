/** The table itself: restorable to any second, safe from deletion, encrypted with a key of ours, and read by the outbox. */
import {
  type ContinuousBackupsDescription,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { asking } from '../ask.ts';
import { type Finding, mend, ok } from '../finding.ts';

export async function readBackups(client: DynamoDBClient, TableName: string): Promise<ContinuousBackupsDescription> {
  const { ContinuousBackupsDescription: description } = await asking('dynamodb:DescribeContinuousBackups', () =>
    client.send(new DescribeContinuousBackupsCommand({ TableName })),
  );
  return description ?? { ContinuousBackupsStatus: undefined };
}

export async function readTable(client: DynamoDBClient, TableName: string): Promise<TableDescription> {
  const { Table = {} } = await asking('dynamodb:DescribeTable', () =>
    client.send(new DescribeTableCommand({ TableName })),
  );
  return Table;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery.html */
export function judgeBackups(
  tableName: string,
  { PointInTimeRecoveryDescription }: ContinuousBackupsDescription,
): Finding {
  const about = 'backups';
  const { PointInTimeRecoveryStatus: status = 'unknown', EarliestRestorableDateTime: earliest } =
    PointInTimeRecoveryDescription ?? {};
  if (status !== 'ENABLED')
    return mend(
      about,
      `point-in-time recovery is ${status}`,
      `aws dynamodb update-continuous-backups --table-name ${tableName} --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true`,
    );
  return ok(about, `restorable to any second${earliest === undefined ? '' : ` since ${earliest.toISOString()}`}`);
}

export function judgeTable(stage: string, table: TableDescription): readonly Finding[] {
  const { TableName = 'table', TableStatus, DeletionProtectionEnabled, SSEDescription, StreamSpecification } = table;
  const about = `table ${TableName}`;
  const redeploy = 'deploy the stack again, which puts it back';
  const findings: Finding[] = [];
  if (TableStatus !== 'ACTIVE')
    findings.push(mend(about, `it is ${TableStatus}`, 'wait, and look at its console page'));
  if (stage === 'prod' && DeletionProtectionEnabled !== true)
    findings.push(
      mend(
        about,
        'may be deleted by one command',
        `aws dynamodb update-table --deletion-protection-enabled --table-name ${TableName}`,
      ),
    );
  if (SSEDescription?.SSEType !== 'KMS' || SSEDescription.Status !== 'ENABLED')
    findings.push(mend(about, "not encrypted with the stack's key", redeploy));
  if (StreamSpecification?.StreamEnabled !== true)
    findings.push(mend(about, 'its stream is off, so no event is published', redeploy));
  if (findings.length > 0) return findings;
  return [
    ok(
      about,
      `active, encrypted, with its stream${DeletionProtectionEnabled === true ? ', protected from deletion' : ''}`,
    ),
  ];
}
