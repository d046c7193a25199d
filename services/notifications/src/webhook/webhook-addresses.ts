import { Inject, Injectable } from '@nestjs/common';
import { OutsideAddresses } from '@carrel/web';
import { WEBHOOK_CONFIG, type WebhookConfig } from './config.js';

/** Where webhooks may go: to the public internet over HTTPS, and to what the operator opens, also without TLS. */
@Injectable()
export class WebhookAddresses extends OutsideAddresses {
  constructor(@Inject(WEBHOOK_CONFIG) config: Pick<WebhookConfig, 'allowedNetworks' | 'allowedHosts'>) {
    super({ networks: config.allowedNetworks, hosts: config.allowedHosts });
  }

  override faultOf(url: URL): string | undefined {
    if (
      url.protocol !== 'https:' &&
      !(url.protocol === 'http:' && (this.opensNetworks || this.isNamed(url)))
    ) {
      return 'the address must begin with https://';
    }
    return super.faultOf(url);
  }
}
