/** One question to a service; one that is not answered says which permission asking it needs. */

export class Unanswered extends Error {
  override readonly name = 'Unanswered';
  /** The IAM action. */
  readonly action: string;
  /** The service's name of what went wrong. */
  readonly code: string;
  constructor(action: string, code: string, options: ErrorOptions) {
    super(`${isConnection(code) ? `not reached (${code})` : code}, needs permission ${action}`, options);
    this.action = action;
    this.code = code;
  }
}

/** Asks AWS; throws `Unanswered` where it refuses, does not know the operation, or is not reached. */
export async function asking<T>(action: string, question: () => Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (error) {
    throw new Unanswered(action, codeOf(error), { cause: error });
  }
}

/** Asks for one thing that may well not be there: undefined where the service says so by one of these names. */
export async function askingFor<T>(
  action: string,
  absent: readonly string[],
  question: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await question();
  } catch (error) {
    const code = codeOf(error);
    if (absent.includes(code)) return undefined;
    throw new Unanswered(action, code, { cause: error });
  }
}

/** Every page of a list. */
export async function askingAll<T>(
  action: string,
  page: (
    token: string | undefined,
  ) => Promise<{ readonly items: readonly T[] | undefined; readonly next: string | undefined }>,
): Promise<readonly T[]> {
  const all: T[] = [];
  let token: string | undefined;
  do {
    const { items, next } = await asking(action, () => page(token));
    all.push(...(items ?? []));
    token = next;
  } while (token);
  return all;
}

const isConnection = (code: string): boolean => /^E[A-Z_]+$/.test(code);

/** A connection's own code where there is one, for its error has no name of its own; the status where AWS gives no name. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'Unknown';
  const code: unknown = Reflect.get(error, 'code');
  if (typeof code === 'string' && isConnection(code)) return code;
  const metadata: unknown = Reflect.get(error, '$metadata');
  const status: unknown = typeof metadata === 'object' && metadata !== null && Reflect.get(metadata, 'httpStatusCode');
  return error.name === 'Unknown' && typeof status === 'number' ? `status ${status}` : error.name;
}
