/** The one port that people and ERPs see: the HTTP API, the control endpoints, and pages mounted beside them. */
import type { WireRequest, WireResponse } from '../wire.ts';
import type { Handle } from './endpoints.ts';

/** Answers a request below its prefix, or nothing where the API should answer. */
export type Mount = (request: WireRequest) => Promise<WireResponse | undefined>;

export interface FrontDoor {
  readonly handle: Handle;
  readonly mount: (prefix: string, handler: Mount) => void;
}

export function createFrontDoor(api: Handle, control: Handle): FrontDoor {
  const mounts: Array<{ readonly prefix: string; readonly handler: Mount }> = [];
  return {
    mount(prefix, handler) {
      mounts.push({ prefix, handler });
      mounts.sort((a, b) => b.prefix.length - a.prefix.length);
    },
    async handle(request) {
      const [path = '/'] = request.path.split('?');
      for (const { prefix, handler } of mounts) {
        const answer = isBelow(path, prefix) ? await handler(request) : undefined;
        if (answer) return answer;
      }
      return isBelow(path, '/_local') ? control(request) : api(request);
    },
  };
}

/** The prefix `/` takes the root page only, or nothing of the API would be left. */
function isBelow(path: string, prefix: string): boolean {
  return path === prefix || (prefix !== '/' && path.startsWith(`${prefix}/`));
}
