/** Invokes functions of a stage, for an operator who hands them again what they could not do before. */
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { type ClientPlace, clientConfig } from '../aws/client.ts';

/** One try: a function may take a minute, and whoever repeats an event decides so himself. */
export function lambdaClient(place: ClientPlace = {}): LambdaClient {
  return new LambdaClient(clientConfig(place, { requestMs: 65_000, attempts: 1 }));
}

export type Answer =
  | { readonly ok: true; readonly payload: unknown }
  | { readonly ok: false; readonly errorType: string };

const text = new TextDecoder();

export function createFunctions(client: LambdaClient) {
  const encode = (event: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(event ?? {}));
  return {
    /** Accepted, with the function's own retries and failure destination; throws where there is no such function. */
    async later(nameOrArn: string, event: unknown): Promise<void> {
      const input = { FunctionName: nameOrArn, InvocationType: 'Event', Payload: encode(event) } as const;
      await client.send(new InvokeCommand(input));
    },

    /** Waits for the answer; a function's own error is an answer. */
    async now(nameOrArn: string, event: unknown): Promise<Answer> {
      const { FunctionError, Payload } = await client.send(
        new InvokeCommand({ FunctionName: nameOrArn, Payload: encode(event) }),
      );
      const payload: unknown = Payload && Payload.length > 0 ? JSON.parse(text.decode(Payload)) : undefined;
      return FunctionError === undefined ? { ok: true, payload } : { ok: false, errorType: errorTypeOf(payload) };
    },
  };
}

function errorTypeOf(payload: unknown): string {
  const found: unknown =
    typeof payload === 'object' && payload !== null ? Reflect.get(payload, 'errorType') : undefined;
  return typeof found === 'string' ? found : 'Unhandled';
}
