/** dynoxide looks for the stream's largest sequence number without an index; with it, writes stay as fast as the first. */
import { DatabaseSync } from 'node:sqlite';

export function indexStreamRecords(file: string): void {
  const database = new DatabaseSync(file);
  try {
    database.exec(`PRAGMA busy_timeout = 5000;
      CREATE INDEX IF NOT EXISTS dunlin_stream ON _stream_records (table_name, CAST(sequence_number AS INTEGER));`);
  } finally {
    database.close();
  }
}
