/** Whether a request came through CloudFront: it alone knows the words that it adds as a header. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { EDGE_HEADER } from '../../contracts/edge.ts';

export type Deps = {
  /** The words in force: two while they are being changed. */
  readonly words: () => Promise<readonly string[]>;
};

/** Header names reach an authorizer in lower case. */
export const createHandler =
  ({ words }: Deps) =>
  async (headers: Readonly<Record<string, string>>): Promise<{ readonly isAuthorized: boolean }> => {
    const said = digest(headers[EDGE_HEADER] ?? '');
    const known = await words();
    return { isAuthorized: known.filter((word) => timingSafeEqual(digest(word), said)).length > 0 };
  };

/** Of one length whatever the text, as a comparison in constant time asks for. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
