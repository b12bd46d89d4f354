import { BlockList, isIP } from 'node:net';

/** Addresses of this machine, its network and no network at all (IANA special-purpose registries). */
const PRIVATE_V4: readonly (readonly [string, number])[] = [
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
];
const PRIVATE_V6: readonly (readonly [string, number])[] = [
  ['::', 96], // unspecified, loopback, IPv4-compatible
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 32], // Teredo
  ['2002::', 16], // 6to4
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
];
/** IPv4 in IPv6: mapped, and what NAT64 makes of it. */
const CARRIERS: readonly string[] = ['::ffff:', '64:ff9b::'];

const blocked = new BlockList();
for (const [net, bits] of PRIVATE_V4) {
  blocked.addSubnet(net, bits, 'ipv4');
  for (const carrier of CARRIERS) blocked.addSubnet(`${carrier}${net}`, 96 + bits, 'ipv6');
}
for (const [net, bits] of PRIVATE_V6) blocked.addSubnet(net, bits, 'ipv6');

/**
 * Whether a webhook may be sent to an address that its host has. A private one only when the configuration names it
 * outright: as the URL's own host, as `localhost`, or in `addresses`.
 */
export function isReachable(host: string, address: string, addresses: readonly string[]): boolean {
  const [plain = ''] = address.split('%');
  if (host === 'localhost' || isIP(bare(host)) !== 0) return true;
  return !isPrivate(plain) || addresses.some((named) => isSame(named, plain));
}

/** True for an address that no name on the Internet should lead to. */
export function isPrivate(address: string): boolean {
  const family = isIP(address);
  return family === 0 || blocked.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/** The host of a URL without the brackets of IPv6. */
export function bare(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}

function isSame(named: string, address: string): boolean {
  const one = new BlockList();
  one.addAddress(named, isIP(named) === 4 ? 'ipv4' : 'ipv6');
  return one.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
}
