/** The checks of e-mail as a whole: what is not in order further up is not counted further down. */
import { describe, expect, it } from 'vitest';
import { examine } from '../../../bin/operate/doctor/examine.ts';
import { type MailPorts, mailChecks } from '../../../bin/operate/doctor/mail/checks.ts';
import { demo, healthy, published } from './ses-answers.ts';

describe('the checks of e-mail', () => {
  const ports: MailPorts = {
    ses: {
      account: async () => healthy,
      identities: async () => [demo()],
      publishing: async (name) => ({ name, set: {}, destinations: [] }),
    },
    dns: {
      cname: async (name) => published.get(name) ?? [],
      mx: async () => ['feedback-smtp.eu-west-1.amazonses.com'],
      txt: async (name) =>
        name === '_dmarc.demo.example' ? ['v=DMARC1; p=none'] : ['v=spf1 include:amazonses.com ~all'],
    },
    region: async () => 'eu-west-1',
    senders: async () => ['a@demo.example'],
    configurationSets: async () => [{ logicalId: 'Set', id: 'set' }],
  };
  const states = async (more: Partial<MailPorts>) =>
    Object.fromEntries((await examine(mailChecks({ ...ports, ...more }))).map(({ about, state }) => [about, state]));

  it('follow a sender from its identity to its DMARC record', async () => {
    expect(await states({})).toEqual({
      'SES account': 'ok',
      'SES identity of a@demo.example': 'ok',
      'DKIM of demo.example': 'ok',
      'SPF and MAIL FROM of demo.example': 'ok',
      'DMARC of demo.example': 'ok',
      'configuration set set': 'mend',
    });
  });

  it('find DMARC not aligned where neither DKIM nor SPF is in order', async () => {
    const dns = { ...ports.dns, cname: async () => [], mx: async () => [] };
    expect(await states({ dns })).toMatchObject({ 'DMARC of demo.example': 'mend' });
  });

  it('skip the domain of a sender that is not verified, and all senders where there are none', async () => {
    expect(await states({ ses: { ...ports.ses, identities: async () => [] } })).toMatchObject({
      'SES identity of a@demo.example': 'mend',
      'DMARC of demo.example': 'skip',
    });
    expect(await states({ senders: async () => [] })).toMatchObject({ 'SES identities': 'skip', DKIM: 'skip' });
  });

  it('cannot tell DKIM while the name servers are down, and still tell the rest', async () => {
    const dns = { ...ports.dns, cname: async () => Promise.reject(new Error('ETIMEOUT')) };
    expect(await states({ dns })).toMatchObject({ DKIM: 'cannot tell', 'SPF and MAIL FROM of demo.example': 'ok' });
  });
});
