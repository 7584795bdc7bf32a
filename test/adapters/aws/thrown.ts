/** Errors as the SDK throws them: a service's answer, and a socket that failed. */

/** A service's own exception with the status it came with. */
export function serviceError(name: string, status: number): Error {
  const $fault = status >= 500 ? 'server' : 'client';
  return Object.assign(new Error(`text of ${name}`), { name, $fault, $metadata: { httpStatusCode: status } });
}

/** What Node throws when a connection fails. */
export function systemError(code: string): Error {
  return Object.assign(new Error(`text of ${code}`), { code });
}
