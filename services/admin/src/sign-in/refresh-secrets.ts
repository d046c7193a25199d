import { createHmac, hkdfSync } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ADMIN_CONFIG, type AdminConfig } from '../config.js';
import { hashOf } from './tokens.js';

/**
 * The token that follows a refresh token is computed from it with a key of ours: parallel refreshes get the same one
 * although only hashes are stored, and nobody without the key can compute it.
 */
@Injectable()
export class RefreshSecrets {
  private readonly keys: readonly Buffer[];

  constructor(@Inject(ADMIN_CONFIG) { secrets }: AdminConfig) {
    this.keys = secrets.map((secret) =>
      Buffer.from(hkdfSync('sha256', secret, '', 'carrel refresh tokens', 32)),
    );
  }

  /** Under the present secret first, then under those it has replaced. */
  successorsOf(refreshToken: string): { token: string; hash: string }[] {
    return this.keys.map((key) => {
      const token = `rt_${createHmac('sha256', key).update(refreshToken).digest('base64url')}`;
      return { token, hash: hashOf(token) };
    });
  }
}
