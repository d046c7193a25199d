import { request as overHttp, type IncomingMessage } from 'node:http';
import { request as overHttps } from 'node:https';
import { Inject, Injectable } from '@nestjs/common';
import { OutsideAddresses } from '@carrel/web';
import { ADMIN_CONFIG, type AdminConfig } from '../shared/config.js';
import { framingObstacle, PageNotFrameable } from './domain/framing.js';

const patienceMs = 5000;
const redirects = 5;

/** What the administrator should know of a value that was saved all the same. */
export interface SettingWarning {
  readonly code: string;
  readonly message: string;
}
const notChecked: SettingWarning = {
  code: 'viewport-not-checked',
  message: 'The page could not be reached from here, so nobody knows whether it may be shown beside a chat.',
};

/**
 * Asks a page whether it may be framed (R13, R126). Addresses of our own network are never asked, whatever a
 * name resolves to: an administrator must not look around in it through us.
 */
@Injectable()
export class ViewportCheck {
  private readonly outside: OutsideAddresses;

  constructor(@Inject(ADMIN_CONFIG) private readonly config: AdminConfig) {
    this.outside = new OutsideAddresses(config.privateViewports ? { networks: ['0.0.0.0/0', '::/0'] } : {});
  }

  /** Refused when the page says that it may not; a warning when it could not be asked. */
  async of(url: string | null): Promise<SettingWarning[]> {
    if (url === null) return [];
    const deadline = AbortSignal.timeout(patienceMs);
    const answer = await this.ask(url, redirects, deadline).catch(() => undefined);
    if (!answer) return [notChecked];
    const { 'x-frame-options': frameOptions, 'content-security-policy': policy } = answer.headers;
    const policies = policy === undefined ? [] : [policy].flat();
    const header = framingObstacle(
      { frameOptions: [frameOptions].flat()[0], policies },
      this.config.publicUrl,
    );
    if (header) throw new PageNotFrameable(header);
    return [];
  }

  /** The headers of the page, after its redirects; its body is not read. */
  private async ask(url: string, left: number, signal: AbortSignal): Promise<IncomingMessage> {
    const address = new URL(url);
    const fault = this.outside.faultOf(address);
    if (fault) throw new Error(fault);
    const call = address.protocol === 'https:' ? overHttps : overHttp;
    const lookup = this.outside.lookupFor(address);
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      call(address, { agent: false, lookup, signal, headers: { accept: 'text/html' } })
        .on('response', resolve)
        .on('error', reject)
        .end();
    });
    answer.destroy();
    const { statusCode = 0, headers } = answer;
    if (statusCode >= 300 && statusCode < 400 && headers.location && left > 0) {
      const next = new URL(headers.location, url);
      if (!/^https?:$/.test(next.protocol)) throw new Error('leads elsewhere');
      return this.ask(next.href, left - 1, signal);
    }
    if (statusCode < 200 || statusCode >= 300) throw new Error(`answers ${statusCode}`);
    return answer;
  }
}
