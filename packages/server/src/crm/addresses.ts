/** Which hosts and addresses flows may reach: those that are listed, and no private ones behind a public name. */
import { BlockList, isIP } from 'node:net';

const PRIVATE = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  PRIVATE.addSubnet(network, bits, 'ipv4');
}
for (const [network, bits] of [
  // With those that carry an address of version 4 in them.
  ['::', 96],
  ['::ffff:0:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const) {
  PRIVATE.addSubnet(network, bits, 'ipv6');
}

/** `::ffff:10.0.0.1` is 10.0.0.1, also when it is written in hexadecimal. */
function plain(address: string): string {
  const mapped = /^::ffff:(?:(\d+\.\d+\.\d+\.\d+)|([0-9a-f]{1,4}):([0-9a-f]{1,4}))$/i.exec(address);
  if (!mapped) return address;
  if (mapped[1] !== undefined) return mapped[1];
  const words = [mapped[2], mapped[3]].map((word) => Number.parseInt(word ?? '0', 16));
  return words.flatMap((word) => [word >> 8, word & 0xff]).join('.');
}

export function isPrivate(address: string): boolean {
  const bare = plain(address);
  const family = isIP(bare);
  return family === 0 || PRIVATE.check(bare, family === 4 ? 'ipv4' : 'ipv6');
}

export class AllowList {
  readonly hosts: ReadonlySet<string>;
  readonly #addresses: ReadonlySet<string>;

  /** @param hosts as options have them: lower case, with the port where it is not the usual one */
  constructor(hosts: readonly string[]) {
    this.hosts = new Set(hosts);
    const names = hosts.map((host) => host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1'));
    this.#addresses = new Set([...names, ...(names.includes('localhost') ? ['127.0.0.1', '::1'] : [])]);
  }

  /** @param host of a URL: name with port */
  hasHost(host: string): boolean {
    return this.hosts.has(host);
  }
  hasAddress(address: string): boolean {
    return !isPrivate(address) || this.#addresses.has(plain(address));
  }
}
