/** What customers will read can be looked at beforehand: about a sample, about a real invoice, and in one's own mailbox. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { operate } from '../../bin/operate/operate.ts';
import { VARIABLES } from '../../core/message/words/variables.ts';
import { aCustomer, anInvoice } from '../support/builders.ts';
import { commit, storeInvoice } from '../support/store.ts';
import { anOperator, COMPLETE } from './operator.ts';

const { types, world } = anOperator();

async function alone(...words: readonly string[]) {
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  return { exitCode: await operate(words, { out: say, note: say }), said: said.join('\n') };
}

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'dunlin-templates-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

describe('templates list', () => {
  it('names every variable, without a target', async () => {
    const { exitCode, said } = await alone('templates', 'list');
    expect(exitCode).toBe(0);
    for (const { name } of VARIABLES) expect(said).toContain(name);
  });
});

describe('templates preview', () => {
  it('writes each tone in each language as HTML, text and text message, without a target', async () => {
    const out = folder();
    expect((await alone('templates', 'preview', '--count', '12', '--out', out)).exitCode).toBe(0);
    expect(readdirSync(out)).toHaveLength(5 * 2 * 3);
    expect(readFileSync(join(out, 'firm-de.txt'), 'utf8')).toContain('45.055,30\u00a0£ und 21.111,00\u00a0€');
  });

  it('shows words of a policy’s file, and refuses them with their place where they are wrong', async () => {
    const file = join(folder(), 'policy.yaml');
    const policy = (body: string) =>
      [
        'id: ours',
        'window: { days: [1, 2, 3, 4, 5], from: "10:00", to: "11:30" }',
        'steps:',
        '  - { id: ask, at: 3, action: remind, channel: email, template: kind }',
      ]
        .concat('  - { id: decide, at: 30, action: open-task, task: decide, endsPath: true }', 'templates:')
        .concat('  kind:', '    tone: friendly', `    byLanguage: { en: { subject: Hello, body: "${body}" } }`)
        .join('\n');
    writeFileSync(file, policy('We still wait for {{ asked }}.'));
    const shown = await alone('templates', 'preview', '--policy', file);
    expect(shown.said).toContain('We still wait for £123.45.');
    writeFileSync(file, policy('We still wait for {{ asketh }}.'));
    const refused = await alone('templates', 'preview', '--policy', file);
    expect(refused.exitCode).toBe(2);
    expect(refused.said).toContain('did you mean "asked"?');
  });

  it('shows all that the customer of a real invoice owes', async () => {
    await types('creditor', 'create', '--id', 'shop', ...COMPLETE);
    await commit(world(), [
      {
        kind: 'customer',
        before: undefined,
        after: aCustomer({ creditorId: 'shop', contacts: [{ email: 'a@b.example', roles: ['billing'] }] }),
      },
    ]);
    await storeInvoice(world(), anInvoice({ creditorId: 'shop' }));
    await storeInvoice(world(), anInvoice({ creditorId: 'shop', invoiceId: 'INV-2', owedMinor: 7_700 }));
    const choice = ['--creditor', 'shop', '--invoice', 'INV-1', '--tone', 'friendly', '--language', 'en'];
    const { exitCode, out } = await types('templates', 'preview', ...choice);
    expect(exitCode).toBe(0);
    expect(out).toContain('INV-2');
    expect(out).toContain('£1,277.00');
    expect((await types('templates', 'preview', '--creditor', 'shop', '--invoice', 'INV-9')).note).toContain(
      'no invoice',
    );
  });
});

describe('templates test-send', () => {
  it('mails one marked message to the operator and to nobody else', async () => {
    const asked: string[] = [];
    const ses = createServer((request, response) => {
      request.setEncoding('utf8').on('data', (text: string) => void asked.push(text));
      request.on('end', () => response.setHeader('content-type', 'application/json').end('{"MessageId":"test-1"}'));
    });
    await new Promise<void>((resolve) => ses.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void ses.close());
    const address = ses.address();
    process.env.AWS_ENDPOINT_URL_SESV2 = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    onTestFinished(() => void delete process.env.AWS_ENDPOINT_URL_SESV2);
    await types('creditor', 'create', '--id', 'mailer', ...COMPLETE);
    const choice = ['--creditor', 'mailer', '--to', 'me@demo.example', '--language', 'en'];
    expect((await types('templates', 'test-send', ...choice)).note).toContain('expected one message');
    expect(asked).toEqual([]);
    const { exitCode, note } = await types('templates', 'test-send', ...choice, '--tone', 'firm');
    expect({ exitCode, note }).toEqual({
      exitCode: 0,
      note: 'Sent "[Test] Please settle invoice INV-0042: £123.45, 30 days overdue" to me@demo.example.',
    });
    expect(JSON.parse(asked.join(''))).toMatchObject({
      FromEmailAddress: expect.stringContaining('accounts@demo.example'),
      Destination: { ToAddresses: [expect.stringContaining('me@demo.example')] },
    });
  });
});
