/** The id in a request's path. */
import type { Request } from './http.ts';

/** Longer than any id can be, and short enough for a key of the table: what is cut off could not be found anyway. */
const MAX_LENGTH = 400;

export function pathId({ params }: Pick<Request, 'params'>): string {
  return (params.id ?? '').slice(0, MAX_LENGTH);
}
