import { randomUUID, timingSafeEqual } from 'node:crypto';
import { KeyedHashes } from '@carrel/web';
import { Inject, Injectable } from '@nestjs/common';
import { ADMIN_CONFIG, type AdminConfig } from '../shared/config.js';

/** How long a device that nobody signs in with is remembered. */
export const deviceLifetimeSeconds = 180 * 24 * 60 * 60;

/**
 * What a device keeps once somebody has signed in with it: it lets that account's owner try again while strangers use
 * up the tries (OWASP, device cookies). It opens nothing by itself, and nothing of it is stored here.
 */
@Injectable()
export class DeviceTokens {
  private readonly signatures: KeyedHashes;

  constructor(@Inject(ADMIN_CONFIG) { secrets }: AdminConfig) {
    this.signatures = new KeyedHashes(secrets, 'devices');
  }

  issue(accountId: string, now: Date): string {
    const expires = Math.floor(now.getTime() / 1000) + deviceLifetimeSeconds;
    const content = `${accountId}.${randomUUID()}.${expires}`;
    return `${content}.${this.signatures.of(content)}`;
  }

  /** The device's id, when it is one that this account signed in with. */
  deviceOf(token: string | undefined, accountId: string, now: Date): string | undefined {
    const [account, device, expires, signature] = token?.split('.') ?? [];
    if (!account || !device || !expires || !signature || account !== accountId) return undefined;
    if (Number(expires) * 1000 < now.getTime()) return undefined;
    const content = `${account}.${device}.${expires}`;
    return this.signatures.allOf(content).some((own) => same(own, signature)) ? device : undefined;
  }
}

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
