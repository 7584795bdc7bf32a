/** The checks of outgoing e-mail: the account, each sender's identity and domain, and the events that come back. */
import type { Check } from '../examine.ts';
import type { Finding } from '../finding.ts';
import { skip } from '../finding.ts';
import type { Resource } from '../stack.ts';
import { judgeAccount } from './account.ts';
import type { SesQuestions } from './ask-ses.ts';
import { judgeDmarc } from './dmarc.ts';
import { type Dns, readSpf } from './dns.ts';
import {
  dkimRecords,
  domainOf,
  envelopeOf,
  type Identity,
  identitiesFor,
  identityInForce,
  judgeDkim,
  judgeEnvelope,
  judgeVerified,
} from './identity.ts';
import { judgePublishing } from './publishing.ts';

export type MailPorts = {
  readonly ses: SesQuestions;
  readonly dns: Dns;
  readonly region: () => Promise<string>;
  /** The addresses that creditors send from, each once. */
  readonly senders: () => Promise<readonly string[]>;
  readonly configurationSets: () => Promise<readonly Resource[]>;
};

export function mailChecks(ports: MailPorts): readonly Check[] {
  const { ses, senders, configurationSets } = ports;
  return [
    { about: 'SES account', look: async () => judgeAccount(await ses.account()) },
    {
      about: 'SES identities',
      look: () =>
        forEach('SES identities', senders, async (sender) => [judgeVerified(sender, await ses.identities(sender))]),
    },
    { about: 'DKIM', look: () => forEach('DKIM', senders, (sender) => lookAtDkim(ports, sender)) },
    {
      about: 'SPF and MAIL FROM',
      look: () => forEach('SPF and MAIL FROM', senders, (sender) => lookAtEnvelope(ports, sender)),
    },
    { about: 'DMARC', look: () => forEach('DMARC', senders, (sender) => lookAtDmarc(ports, sender)) },
    {
      about: 'configuration set',
      look: async () =>
        Promise.all((await configurationSets()).map(async ({ id }) => judgePublishing(await ses.publishing(id)))),
    },
  ];
}

async function forEach(
  about: string,
  senders: MailPorts['senders'],
  look: (sender: string) => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  const addresses = await senders();
  if (addresses.length === 0) return [skip(about, 'there is no creditor yet: "creditor create"')];
  return (await Promise.all(addresses.map(look))).flat();
}

const noIdentity = (about: string, sender: string): readonly Finding[] => [
  skip(`${about} of ${domainOf(sender)}`, `${sender} has no verified identity yet`),
];

async function readCnames({ dns }: MailPorts, identity: Identity): Promise<ReadonlyMap<string, readonly string[]>> {
  const names = [...dkimRecords(identity).keys()];
  return new Map(await Promise.all(names.map(async (name) => [name, await dns.cname(name)] as const)));
}

async function lookAtDkim(ports: MailPorts, sender: string): Promise<readonly Finding[]> {
  const identity = identityInForce(await ports.ses.identities(sender));
  if (!identity) return noIdentity('DKIM', sender);
  return [judgeDkim(identity, await readCnames(ports, identity))];
}

async function envelopeFinding({ dns, region }: MailPorts, identity: Identity): Promise<Finding> {
  const domain = envelopeOf(identity);
  const [mx, texts] = await Promise.all(
    domain === undefined ? [[], new Map<string, readonly string[]>()] : [dns.mx(domain), readSpf(dns, domain)],
  );
  return judgeEnvelope({ identity, region: await region(), mx, texts });
}

async function lookAtEnvelope(ports: MailPorts, sender: string): Promise<readonly Finding[]> {
  const identity = identityInForce(await ports.ses.identities(sender));
  return identity ? [await envelopeFinding(ports, identity)] : noIdentity('SPF and MAIL FROM', sender);
}

/** What is not in order neither signs nor names the sender's domain, so it cannot be aligned with it. */
async function lookAtDmarc(ports: MailPorts, sender: string): Promise<readonly Finding[]> {
  const identity = identityInForce(await ports.ses.identities(sender));
  if (!identity) return noIdentity('DMARC', sender);
  const [dkim, envelope, found] = await Promise.all([
    readCnames(ports, identity).then((cnames) => judgeDkim(identity, cnames)),
    envelopeFinding(ports, identity),
    readDmarc(ports.dns, sender),
  ]);
  return [
    judgeDmarc({
      domain: domainOf(sender),
      found,
      signedBy: dkim.state === 'ok' ? domainOf(identity.name) : undefined,
      envelope: envelope.state === 'ok' ? envelopeOf(identity) : undefined,
    }),
  ];
}

/** At the sender's own domain and at each above it. */
function readDmarc(dns: Dns, sender: string) {
  const domains = identitiesFor(sender).slice(1);
  return Promise.all(domains.map(async (domain) => ({ domain, texts: await dns.txt(`_dmarc.${domain}`) })));
}
