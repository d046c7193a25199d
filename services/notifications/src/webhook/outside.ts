import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import ipaddr from 'ipaddr.js';
import { WEBHOOK_CONFIG, type WebhookConfig } from './config.js';

export class NotOutside extends Error {
  constructor(readonly address: string) {
    super('its address is not one of the public internet');
  }
}

/**
 * Which addresses webhooks may go to: those of the public internet, and the networks that the operator allows. The
 * check is made on the address that is connected to, after the name was resolved, so that a name which answers
 * differently the second time gains nothing.
 */
@Injectable()
export class Outside {
  private readonly allowed: [ipaddr.IPv4 | ipaddr.IPv6, number][];

  constructor(@Inject(WEBHOOK_CONFIG) config: Pick<WebhookConfig, 'allowedNetworks'>) {
    this.allowed = config.allowedNetworks.map((network) => ipaddr.parseCIDR(network));
  }

  mayReach(address: string): boolean {
    if (!ipaddr.isValid(address)) return false;
    // An IPv4 address inside an IPv6 one is that IPv4 address.
    const parsed = ipaddr.process(address);
    if (this.isAllowed(parsed)) return true;
    return parsed.range() === 'unicast';
  }

  /** What Node asks for the address of a name, right before it connects; any forbidden answer refuses all. */
  readonly lookup: LookupFunction = (hostname, options, callback) => {
    systemLookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      const forbidden = addresses.find(({ address }) => !this.mayReach(address));
      if (forbidden) return callback(new NotOutside(forbidden.address), '', 0);
      if (options.all) return (callback as (e: null, all: typeof addresses) => void)(null, addresses);
      callback(null, addresses[0]!.address, addresses[0]!.family);
    });
  };

  /** Why nothing may be sent to this address, as far as the address alone tells; undefined when it may. */
  faultOf(url: URL): string | undefined {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && this.allowed.length)) {
      return 'the address must begin with https://';
    }
    if (url.username || url.password) return 'the address must hold no password';
    if (isIP(host) && !this.mayReach(host)) return 'its address is not one of the public internet';
    if (/(^|\.)(localhost|local|internal|localdomain)\.?$/i.test(host) && !this.allowed.length) {
      return 'its name is one of a private network';
    }
    return undefined;
  }

  private isAllowed(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
    return this.allowed.some(
      ([network, bits]) => address.kind() === network.kind() && address.match(network, bits),
    );
  }
}
