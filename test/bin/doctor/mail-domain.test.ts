/** SPF and DMARC records as the standards read them, and what the doctor makes of them. */
import { describe, expect, it } from 'vitest';
import { isAligned, judgeDmarc, parseDmarc } from '../../../bin/operate/doctor/mail/dmarc.ts';
import { createDns, readSpf } from '../../../bin/operate/doctor/mail/dns.ts';
import { spfVerdict } from '../../../bin/operate/doctor/mail/spf.ts';

const spf = (records: Readonly<Record<string, readonly string[]>>) =>
  spfVerdict('demo.example', new Map(Object.entries(records)));

describe('the SPF record of a domain', () => {
  it.each([
    { record: 'v=spf1 include:amazonses.com ~all', then: 'ses' },
    { record: 'V=SPF1 +INCLUDE:AmazonSES.com -ALL', then: 'ses' },
    { record: 'v=spf1 ip4:192.0.2.0/24 mx include:amazonses.com -all', then: 'ses' },
    { record: 'v=spf1 +all', then: 'everybody' },
    { record: 'v=spf1 -all include:amazonses.com', then: 'not named' },
    { record: 'v=spf1 -include:amazonses.com ~all', then: 'not named' },
    { record: 'v=spf1 ?include:amazonses.com ~all', then: 'not named' },
    { record: 'v=spf1 include:notamazonses.com ~all', then: 'not named' },
    { record: 'v=spf1', then: 'not named' },
    { record: 'v=spf10 include:amazonses.com ~all', then: 'no record' },
    { record: 'google-site-verification=x', then: 'no record' },
  ])('is "$then" for $record', ({ record, then }) => {
    expect(spf({ 'demo.example': [record] })).toBe(then);
  });

  it('counts for nothing where there are two', () => {
    expect(spf({ 'demo.example': ['v=spf1 include:amazonses.com ~all', 'v=spf1 -all'] })).toBe('several records');
  });

  it('reaches SES over what it includes and redirects to, and redirects only without "all"', () => {
    const shared = { '_spf.demo.example': ['v=spf1 include:amazonses.com ~all'] };
    expect(spf({ 'demo.example': ['v=spf1 include:_spf.demo.example -all'], ...shared })).toBe('ses');
    expect(spf({ 'demo.example': ['v=spf1 redirect=_spf.demo.example'], ...shared })).toBe('ses');
    expect(spf({ 'demo.example': ['v=spf1 redirect=_spf.demo.example ~all'], ...shared })).toBe('not named');
  });

  it('ends where records include each other', () => {
    expect(spf({ 'demo.example': ['v=spf1 include:demo.example ~all'] })).toBe('not named');
  });
});

describe('the DMARC record of a domain', () => {
  it.each([
    {
      texts: ['v=DMARC1; p=reject; sp=quarantine; adkim=s; aspf=s; rua=mailto:a@x.example, mailto:b@x.example'],
      then: {
        policy: 'reject',
        subdomainPolicy: 'quarantine',
        dkim: 'strict',
        spf: 'strict',
        reportsTo: ['mailto:a@x.example', 'mailto:b@x.example'],
      },
    },
    {
      texts: ['unrelated', 'v=DMARC1;p=Quarantine'],
      then: { policy: 'quarantine', subdomainPolicy: 'quarantine', dkim: 'relaxed', spf: 'relaxed', reportsTo: [] },
    },
    {
      texts: ['v = DMARC1 ; p = nonsense ; rua = mailto:a@x.example'],
      then: {
        policy: 'none',
        subdomainPolicy: 'none',
        dkim: 'relaxed',
        spf: 'relaxed',
        reportsTo: ['mailto:a@x.example'],
      },
    },
    { texts: ['v=DMARC1'], then: undefined },
    { texts: ['v=DMARC1; p=none', 'v=DMARC1; p=reject'], then: undefined },
    { texts: ['v=DMARC12; p=none'], then: undefined },
    { texts: ['p=none; v=DMARC1'], then: undefined },
  ])('reads $texts', ({ texts, then }) => {
    expect(parseDmarc(texts)).toEqual(then);
  });

  it.each([
    { from: 'demo.example', other: 'demo.example', mode: 'strict', then: true },
    { from: 'demo.example', other: 'bounce.demo.example', mode: 'strict', then: false },
    { from: 'demo.example', other: 'bounce.demo.example', mode: 'relaxed', then: true },
    { from: 'mail.demo.example', other: 'demo.example', mode: 'relaxed', then: true },
    { from: 'demo.example', other: 'notdemo.example', mode: 'relaxed', then: false },
    { from: 'demo.example', other: 'amazonses.com', mode: 'relaxed', then: false },
  ] as const)('aligns $other with $from: $then ($mode)', ({ from, other, mode, then }) => {
    expect(isAligned(from, other, mode)).toBe(then);
  });

  const found = (record: string, domain = 'demo.example') => [{ domain, texts: [record] }];
  const facts = { domain: 'demo.example', signedBy: 'demo.example', envelope: 'bounce.demo.example' };
  it.each([
    {
      when: 'both are aligned',
      given: found('v=DMARC1; p=reject'),
      more: {},
      state: 'ok',
      says: /reject.*DKIM aligned.*SPF aligned/,
    },
    {
      when: 'SPF is strict',
      given: found('v=DMARC1; p=none; aspf=s'),
      more: {},
      state: 'ok',
      says: /SPF not aligned \(strict\)/,
    },
    {
      when: 'nothing is aligned',
      given: found('v=DMARC1; p=none; aspf=s'),
      more: { signedBy: undefined },
      state: 'mend',
      says: /DKIM not aligned.*SPF not aligned/,
    },
    {
      when: 'there is no record',
      given: [{ domain: 'demo.example', texts: ['x'] }],
      more: {},
      state: 'mend',
      says: /no record/,
    },
    { when: 'the record is not valid', given: found('v=DMARC1'), more: {}, state: 'mend', says: /not valid/ },
    {
      when: 'the domain above has the record',
      given: [{ domain: 'mail.demo.example', texts: [] }, ...found('v=DMARC1; p=reject; sp=none')],
      more: { domain: 'mail.demo.example' },
      state: 'ok',
      says: /policy none/,
    },
  ])('is $state where $when', ({ given, more, state, says }) => {
    expect(judgeDmarc({ ...facts, ...more, found: given })).toMatchObject({ state, says: expect.stringMatching(says) });
  });
});

describe('the name servers', () => {
  const refusing = (code: string) => async (): Promise<never> => {
    throw Object.assign(new Error(`query failed`), { code });
  };
  const resolver = {
    resolveTxt: async (name: string) =>
      name === 'demo.example' ? [['v=spf1 include:', 'other.example ~all']] : [['v=spf1 include:demo.example -all']],
    resolveCname: async () => ['Key.DKIM.amazonses.com.'],
    resolveMx: async () => [{ priority: 10, exchange: 'feedback-smtp.eu-west-1.amazonses.com' }],
  };

  it('gives texts in one piece and names without their dot', async () => {
    const dns = createDns(resolver);
    expect(await dns.txt('demo.example')).toEqual(['v=spf1 include:other.example ~all']);
    expect(await dns.cname('x')).toEqual(['key.dkim.amazonses.com']);
    expect(await dns.mx('x')).toEqual(['feedback-smtp.eu-west-1.amazonses.com']);
  });

  it('reads every domain an SPF record leans on once', async () => {
    expect([...(await readSpf(createDns(resolver), 'demo.example')).keys()]).toEqual(['demo.example', 'other.example']);
  });

  it.each(['ENOTFOUND', 'ENODATA'])('takes %s for no records', async (code) => {
    expect(await createDns({ ...resolver, resolveTxt: refusing(code) }).txt('x')).toEqual([]);
  });

  it('never takes a name server that is down for no records', async () => {
    await expect(createDns({ ...resolver, resolveTxt: refusing('ETIMEOUT') }).txt('demo.example')).rejects.toThrow(
      'expected the name servers to answer for demo.example, found ETIMEOUT',
    );
  });
});
