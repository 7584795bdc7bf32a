/** What most functions are wired with: the ledger on its table, and the senders; one client per vendor and process. */

import { dynamoClient } from '../../adapters/dynamodb/client.ts';
import { createKeyring } from '../../adapters/dynamodb/keyring.ts';
import { createLedger } from '../../adapters/dynamodb/ledger.ts';
import { createTable } from '../../adapters/dynamodb/table.ts';
import { s3Client } from '../../adapters/s3/client.ts';
import { createVault } from '../../adapters/s3/vault.ts';
import { createMailer, sesClient } from '../../adapters/ses/mailer.ts';

export function ledgerOn(tableName: string) {
  const client = dynamoClient();
  const table = createTable(client, tableName);
  return { client, table, ledger: createLedger(table, tableName), keys: createKeyring(table) };
}

export const vaultIn = (bucket: string) => createVault({ client: s3Client(), bucket });
export const mailerWith = (configurationSet: string) => createMailer({ client: sesClient(), configurationSet });
