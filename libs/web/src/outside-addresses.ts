import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

export class NotOutside extends Error {
  constructor(readonly address: string) {
    super('its address is not one of the public internet');
  }
}

/** What an operator lets requests reach beside the public internet. */
export interface InsideAllowed {
  /** Networks such as 10.1.0.0/16; every port of them. */
  readonly networks?: readonly string[];
  /** Single places, `host:port`. */
  readonly hosts?: readonly string[];
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** All that is given out as global unicast in IPv6 (IANA); everything outside it is special or unassigned. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');
/** Global by their number alone: Azure's and Oracle's platform addresses, and documentation (RFC 9637). */
const notPublic = ['168.63.129.16/32', '192.0.0.0/24', '3fff::/20'].map((network) =>
  ipaddr.parseCIDR(network),
);

/** Whether an address is one of the public internet, and no other address in disguise (RFC 6890). */
export function isPublicAddress(address: string): boolean {
  const parsed = parse(address);
  if (!parsed) return false;
  if (parsed.range() !== 'unicast') return false;
  if (isIPv6(parsed) && !parsed.match(globalUnicast)) return false;
  return !notPublic.some((network) => isWithin(parsed, network));
}

/**
 * Where requests may go whose address somebody typed. A name is resolved once, right before the connection, and the
 * connection goes to the address that was judged; a name that answers differently the next time gains nothing.
 */
export class OutsideAddresses {
  private readonly networks: readonly [Address, number][];
  private readonly hosts: ReadonlySet<string>;

  constructor(
    { networks = [], hosts = [] }: InsideAllowed = {},
    private readonly resolve: typeof systemLookup = systemLookup,
  ) {
    this.networks = networks.map((network) => ipaddr.parseCIDR(network));
    this.hosts = new Set(hosts.map((host) => host.toLowerCase()));
  }

  /** Whether the operator has opened networks that are not the public internet. */
  get opensNetworks(): boolean {
    return this.networks.length > 0;
  }

  mayReach(address: string, url: URL): boolean {
    if (this.isNamed(url)) return true;
    const parsed = parse(address);
    if (!parsed) return false;
    return this.networks.some((network) => isWithin(parsed, network)) || isPublicAddress(address);
  }

  /** For Node's request: the addresses of a name; any forbidden one refuses all. */
  lookupFor(url: URL): LookupFunction {
    return (hostname, options, callback) => {
      this.resolve(hostname, { ...options, all: true }, (error, addresses) => {
        if (error) return callback(error, '', 0);
        const forbidden = addresses.find(({ address }) => !this.mayReach(address, url));
        if (forbidden || addresses.length === 0)
          return callback(new NotOutside(forbidden?.address ?? ''), '', 0);
        if (options.all) return (callback as (e: null, all: typeof addresses) => void)(null, addresses);
        callback(null, addresses[0]!.address, addresses[0]!.family);
      });
    };
  }

  /** What is wrong with an address as it is written; names are judged when they are looked up. */
  faultOf(url: URL): string | undefined {
    if (url.username || url.password) return 'the address must hold no password';
    if (this.isNamed(url)) return undefined;
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) && !this.mayReach(host, url)) return 'its address is not one of the public internet';
    if (/(^|\.)(localhost|local|internal|localdomain)\.?$/i.test(host) && this.networks.length === 0) {
      return 'its name is one of a private network';
    }
    return undefined;
  }

  /** Whether the operator has named this very place. */
  isNamed({ hostname, port, protocol }: URL): boolean {
    return this.hosts.has(`${hostname.toLowerCase()}:${port || (protocol === 'https:' ? '443' : '80')}`);
  }
}

/** An IPv4 address that is mapped into IPv6 is that IPv4 address. */
function parse(address: string): Address | undefined {
  if (!isIP(address) || address.includes('%')) return undefined;
  // In letters of IPv6 alone: the library takes ::8.8.8.8, an address of ::/96, for 8.8.8.8.
  const plain = address.includes(':') ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address;
  return ipaddr.process(plain);
}

const isIPv6 = (address: Address): address is ipaddr.IPv6 => address.kind() === 'ipv6';

const isWithin = (address: Address, [network, bits]: [Address, number]): boolean =>
  address.kind() === network.kind() && address.match(network, bits);
