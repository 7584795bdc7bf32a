/** What a person reads when `npm start` cannot go on: what was found, and what to do about it. */
import { WrongOptions } from './options.ts';

export function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof WrongOptions) return error.message;
  if ('code' in error && error.code === 'EADDRINUSE') {
    const port = 'port' in error ? ` ${String(error.port)}` : '';
    return `expected the port${port} to be free, found it taken: end what uses it, or choose another with "npm start -- --port N"`;
  }
  if ('code' in error && error.code === 'EACCES')
    return `${error.message}: choose a port above 1023 with --port N, or a folder you may write to with --data DIR`;
  if (/DYNAMODB_ENDPOINT/.test(error.message))
    return `${error.message} (such as DynamoDB Local: DYNAMODB_ENDPOINT=http://127.0.0.1:8000 npm start)`;
  return error.stack ?? error.message;
}
