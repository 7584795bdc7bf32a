/** A lean HTTP/1.1 client over raw keep-alive sockets: node:http's own costs a fifth of a run's processor time. */
import { connect, type Socket } from 'node:net';
import { parseAnswer } from './parse-answer.ts';

export interface WireCall {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

export interface KeepAliveClient {
  readonly send: (call: WireCall) => Promise<WireAnswer>;
  readonly close: () => void;
}

interface Waiting {
  readonly resolve: (answer: WireAnswer) => void;
  readonly reject: (error: Error) => void;
}

interface Line {
  readonly socket: Socket;
  received: Buffer;
  waiting: Waiting | undefined;
}

export function createKeepAliveClient(host: string, port: number): KeepAliveClient {
  const idle: Line[] = [];
  const open = new Set<Line>();

  const openLine = (): Line => {
    const socket = connect({ host, port, noDelay: true });
    const line: Line = { socket, received: Buffer.alloc(0), waiting: undefined };
    const fail = (error: Error): void => {
      open.delete(line);
      const at = idle.indexOf(line);
      if (at >= 0) idle.splice(at, 1);
      line.waiting?.reject(error);
      line.waiting = undefined;
    };
    socket.on('data', (chunk) => receive(line, chunk));
    socket.on('error', fail);
    socket.on('close', () => fail(new Error(`expected an answer from ${host}:${port}, found a closed connection`)));
    open.add(line);
    return line;
  };

  const receive = (line: Line, chunk: Buffer): void => {
    line.received = line.received.length === 0 ? chunk : Buffer.concat([line.received, chunk]);
    const answer = parseAnswer(line.received);
    if (!answer) return;
    const { waiting } = line;
    line.received = Buffer.alloc(0);
    line.waiting = undefined;
    idle.push(line);
    waiting?.resolve(answer);
  };

  return {
    send(call) {
      const line = idle.pop() ?? openLine();
      return new Promise((resolve, reject) => {
        line.waiting = { resolve, reject };
        write(line.socket, call, `${host}:${port}`);
      });
    },
    close() {
      for (const { socket } of open) socket.destroy();
    },
  };
}

function write(socket: Socket, { method, path, headers, body }: WireCall, host: string): void {
  const lines = [`${method} ${path} HTTP/1.1`, `host: ${headers.host ?? host}`];
  for (const [name, value] of Object.entries(headers))
    if (!leftOut.has(name.toLowerCase())) lines.push(`${name}: ${value}`);
  lines.push(`content-length: ${Buffer.byteLength(body)}`, '', '');
  const head = Buffer.from(lines.join('\r\n'), 'latin1');
  socket.write(Buffer.concat([head, typeof body === 'string' ? Buffer.from(body) : body]));
}

const leftOut = new Set(['host', 'content-length', 'connection', 'transfer-encoding', 'expect']);
