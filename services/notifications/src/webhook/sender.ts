import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { Inject, Injectable } from '@nestjs/common';
import { NotOutside } from '@carrel/web';
import { Webhook } from 'standardwebhooks';
import { WEBHOOK_CONFIG, type WebhookConfig } from './config.js';
import { WebhookAddresses } from './webhook-addresses.js';

/** How a receiver answered; `status` is null when it did not. */
export interface Answer {
  readonly status: number | null;
  /** One of a few words, never the receiver's own text. */
  readonly error: string | null;
}

/** Bytes of an answer that are read before the connection is cut. */
const mostBytes = 64 * 1024;

/** Sends one message to the Standard Webhooks specification, to the public internet only, without following redirects. */
@Injectable()
export class WebhookSender {
  constructor(
    private readonly outside: WebhookAddresses,
    @Inject(WEBHOOK_CONFIG) private readonly config: WebhookConfig,
  ) {}

  async send(
    target: { url: string; secrets: readonly string[] },
    message: { id: string; body: string },
    now: Date,
  ): Promise<Answer> {
    const url = new URL(target.url);
    const fault = this.outside.faultOf(url);
    if (fault) return { status: null, error: 'forbidden-address' };
    const body = Buffer.from(message.body);
    const headers = {
      'content-type': 'application/json',
      'content-length': body.length,
      'user-agent': 'Carrel-Webhooks/1',
      'webhook-id': message.id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': target.secrets
        .map((secret) => new Webhook(secret).sign(message.id, now, message.body))
        .join(' '),
    };
    try {
      const status = await this.post(url, headers, body);
      return { status, error: null };
    } catch (error) {
      return { status: null, error: wordFor(error) };
    }
  }

  private post(url: URL, headers: Record<string, string | number>, body: Buffer): Promise<number> {
    const request = url.protocol === 'https:' ? overHttps : overHttp;
    const signal = AbortSignal.timeout(this.config.timeoutMs);
    return new Promise((resolve, reject) => {
      const sending = request(
        url,
        // A connection of its own each time: the address is looked at for every message.
        {
          method: 'POST',
          headers,
          agent: false,
          lookup: this.outside.lookupFor(url),
          signal,
          maxHeaderSize: 16_384,
        },
        (response) => {
          let bytes = 0;
          response.on('data', (chunk: Buffer) => {
            bytes += chunk.length;
            if (bytes > mostBytes) response.destroy(new Error('too-long-an-answer'));
          });
          response.once('end', () => resolve(response.statusCode ?? 0));
          response.once('error', reject);
          response.once('close', () => reject(new Error('cut')));
        },
      );
      // Belt and braces for addresses that were written as such and never looked up.
      sending.once('socket', (socket) =>
        socket.once('connect', () => {
          if (!this.outside.mayReach(socket.remoteAddress ?? '', url)) sending.destroy(new NotOutside(''));
        }),
      );
      sending.once('error', reject);
      sending.end(body);
    });
  }
}

function wordFor(error: unknown): string {
  if (error instanceof NotOutside) return 'forbidden-address';
  const { code, name, message } = error as { code?: unknown; name?: string; message?: string };
  if (name === 'TimeoutError' || name === 'AbortError') return 'timeout';
  if (message === 'too-long-an-answer') return 'too-long-an-answer';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'unknown-host';
  if (code === 'ECONNREFUSED') return 'connection-refused';
  if (typeof code === 'string' && /CERT|TLS|SSL/.test(code)) return 'bad-certificate';
  return 'connection-failed';
}
