import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

import { NotAnswered } from './connections.errors.js';

/** What is not for tenants to reach unless the operator of the box says so: the box itself, its neighbours, nobody's (IANA special-purpose registries). */
const CLOSED = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/3'],
  ...['::/127', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/23', '2001:db8::/32', '2002::/16'],
  ...['fc00::/7', 'fe80::/10', 'ff00::/8'],
];

/** Which addresses connections of tenants may reach. */
export class NetworkGuard {
  private readonly closed = blockListOf(CLOSED);
  private readonly opened: BlockList;

  /** @param opened networks in CIDR notation that are reached although they are closed to others */
  constructor(opened: readonly string[]) {
    this.opened = blockListOf(opened);
  }

  mayReach(address: string): boolean {
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    return this.opened.check(address, family) || !this.closed.check(address, family);
  }

  /**
   * The address to connect to: looked up once, so that what was looked at is what is reached.
   *
   * @throws NotAnswered where it has none, or none that may be reached
   */
  async resolve(host: string): Promise<string> {
    const name = host.replace(/^\[(.*)\]$/, '$1');
    const addresses = isIP(name) > 0 ? [name] : (await lookup(name, { all: true })).map(({ address }) => address);
    const open = addresses.find((address) => this.mayReach(address));
    if (open === undefined) throw new NotAnswered('its address lies in a network that is closed to connections');
    return open;
  }
}

function blockListOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits = ''] = network.split('/');
    list.addSubnet(address, Number(bits), isIP(address) === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}
