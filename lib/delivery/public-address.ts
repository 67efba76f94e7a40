import { lookup as resolve } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { isPrivateAddress } from './private-address.ts';

/** Private networks that a deployment agreed to connect to, such as `10.20.0.0/16` or `::1/128`. */
export function networksOf(texts: readonly string[]): BlockList {
  const networks = new BlockList();
  for (const text of texts) {
    const [address = '', bits = ''] = text.split('/');
    const family = isIP(address);
    if (family === 0 || !/^\d{1,3}$/.test(bits)) throw new RangeError(`${text} is no network`);
    networks.addSubnet(address, Number(bits), family === 4 ? 'ipv4' : 'ipv6');
  }
  return networks;
}

/** Whether an address may be connected to: a public one, or one in an agreed network. */
export const isAllowedAddress = (address: string, networks: BlockList): boolean =>
  !isPrivateAddress(address) ||
  (isIP(address) !== 0 && networks.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6'));

/** The host of an address as an IP address, if it is one. */
export function literalOf({ hostname }: URL): string | undefined {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(host) === 0 ? undefined : host;
}

export class PrivateAddress extends Error {}

/**
 * Resolves to allowed addresses only, and the connection is made to the address that was checked. A second DNS answer
 * therefore cannot redirect the request (DNS rebinding).
 */
export const allowedLookup =
  (networks: BlockList): LookupFunction =>
  (host, options, found) => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error) found(error, []);
      else if (!first || addresses.some(({ address }) => !isAllowedAddress(address, networks)))
        found(new PrivateAddress(), []);
      else if (options.all) found(null, addresses);
      else found(null, first.address, first.family);
    });
  };
