import { KeyedHashes } from '@carrel/web';
import { Inject, Injectable } from '@nestjs/common';
import { ADMIN_CONFIG, type AdminConfig } from '../shared/config.js';
import { hashOf } from './tokens.js';

/**
 * The token that follows a refresh token is computed from it with a key of ours: parallel refreshes get the same one
 * although only hashes are stored, and nobody without the key can compute it.
 */
@Injectable()
export class RefreshSecrets {
  private readonly computed: KeyedHashes;

  constructor(@Inject(ADMIN_CONFIG) { secrets }: AdminConfig) {
    this.computed = new KeyedHashes(secrets, 'refresh tokens');
  }

  /** Under the present secret first, then under those it has replaced. */
  successorsOf(refreshToken: string): { token: string; hash: string }[] {
    return this.computed.allOf(refreshToken).map((computed) => {
      const token = `rt_${computed}`;
      return { token, hash: hashOf(token) };
    });
  }
}
