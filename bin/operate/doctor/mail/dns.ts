/** What stands in the domain name system; names that are not there are empty answers, everything else is an error. */
import { Resolver } from 'node:dns/promises';
import { leansOn } from './spf.ts';

export interface Dns {
  /** Each record's pieces put together. */
  readonly txt: (name: string) => Promise<readonly string[]>;
  readonly cname: (name: string) => Promise<readonly string[]>;
  readonly mx: (name: string) => Promise<readonly string[]>;
}

type Lookups = Pick<Resolver, 'resolveTxt' | 'resolveCname' | 'resolveMx'>;

const ABSENT: ReadonlySet<unknown> = new Set(['ENOTFOUND', 'ENODATA']);

export function createDns(resolver: Lookups = new Resolver({ timeout: 3_000, tries: 2 })): Dns {
  async function look<T>(
    name: string,
    records: Promise<readonly T[]>,
    textOf: (record: T) => string,
  ): Promise<readonly string[]> {
    try {
      return (await records).map(textOf);
    } catch (error) {
      const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
      if (ABSENT.has(code)) return [];
      throw new Error(`expected the name servers to answer for ${name}, found ${code}`, { cause: error });
    }
  }
  const host = (name: string): string => name.toLowerCase().replace(/\.$/, '');
  return {
    txt: (name) => look(name, resolver.resolveTxt(name), (pieces) => pieces.join('')),
    cname: (name) => look(name, resolver.resolveCname(name), host),
    mx: (name) => look(name, resolver.resolveMx(name), ({ exchange }) => host(exchange)),
  };
}

/** RFC 7208 section 4.6.4: a receiver looks up ten records at most. */
const SPF_LOOKUPS = 10;

/** The TXT records of a domain and of every domain that its SPF record leans on. */
export async function readSpf(dns: Dns, domain: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const texts = new Map<string, readonly string[]>();
  const ahead = [domain];
  for (let next = ahead.shift(); next !== undefined && texts.size <= SPF_LOOKUPS; next = ahead.shift()) {
    if (texts.has(next)) continue;
    const found = await dns.txt(next);
    texts.set(next, found);
    ahead.push(...leansOn(found));
  }
  return texts;
}
