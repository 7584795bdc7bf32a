/** The `cidr` operator: IPv4 and IPv6 addresses within a block. */
import { BlockList, isIP } from 'node:net';
import type { Leaf } from './flatten.ts';
import { InvalidEventPattern } from './invalid-pattern.ts';

export function parseCidr(block: string, path: string): (leaf: Leaf) => boolean {
  const [address = '', bits = '', ...more] = block.split('/');
  const version = isIP(address);
  const widest = version === 4 ? 32 : 128;
  if (version === 0 || more.length > 0 || !/^\d+$/.test(bits) || Number(bits) >= widest) {
    throw new InvalidEventPattern(`expected a block like 10.0.0.0/24 as cidr at ${path}, found ${block}`);
  }
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(address, Number(bits), family);
  return (leaf) => typeof leaf === 'string' && isIP(leaf) === version && list.check(leaf, family);
}
