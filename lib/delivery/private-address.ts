import { BlockList, isIP } from 'node:net';

/** Networks that do not belong to the public internet (IANA special-purpose registries, RFC 6890 and later). */
const privateNetworks = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  // The metadata address of a large cloud provider, which lies in a public range.
  ['100.100.100.200', 32],
  ['168.63.129.16', 32],
] as const)
  privateNetworks.addSubnet(network, bits, 'ipv4');

/**
 * In IPv6 only global unicast addresses are public. The ranges excluded here embed other addresses or are reserved for
 * documentation.
 */
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');
const carriers = new BlockList();
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  carriers.addSubnet(network, bits, 'ipv6');

/**
 * Whether an address belongs to a private, local, reserved or metadata network. A text that is not an address counts as
 * private.
 */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return privateNetworks.check(address, 'ipv4');
  if (family !== 6) return true;
  return !globalUnicast.check(address, 'ipv6') || carriers.check(address, 'ipv6');
}
