/** Where the deployed functions, and the emulator's calls of the table, ask for their turn: plays by case id, over loopback. */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Play } from './play.ts';
import { FUNCTION_STATES } from './script.ts';

export type ScriptServer = {
  readonly url: string;
  readonly add: (caseId: string, play: Play) => void;
  readonly stop: () => Promise<void>;
};

export async function startScriptServer(): Promise<ScriptServer> {
  const plays = new Map<string, Play>();
  const server = createServer((request, response) => {
    answer(plays, request).then(
      (body) => response.end(JSON.stringify(body)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error(`expected a port, found ${address}`);
  return {
    url: `http://127.0.0.1:${address.port}`,
    add: (caseId, play) => void plays.set(caseId, play),
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** `/function/<state>` with the payload, `/table/before` and `/table/after` with the arguments of the call. */
async function answer(plays: ReadonlyMap<string, Play>, request: IncomingMessage): Promise<unknown> {
  const [, whom, what] = (request.url ?? '').split('/');
  const body: unknown = JSON.parse(await text(request));
  if (whom === 'function') {
    const state = FUNCTION_STATES.find((name) => name === what);
    if (state) return playOf(plays, Object(body).caseId).invoke(state, body);
  }
  const play = playOf(plays, Object(Object(Object(body).Key).PK).S);
  if (what === 'before') return { fault: await play.beforeWrite(body) };
  if (what === 'after') return { fault: await play.afterWrite(body) };
  throw new Error(`expected a function's state or a moment of a write, found ${request.url}`);
}

function playOf(plays: ReadonlyMap<string, Play>, caseId: unknown): Play {
  const play = plays.get(String(caseId));
  if (play) return play;
  throw new Error(`expected the id of a case that is on, found ${String(caseId)}`);
}
