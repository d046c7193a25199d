import { Directory } from '@carrel/directory';
import { Clock } from '@carrel/kernel';
import { Job } from '@carrel/messaging';
import { hashToken, newPatronToken } from '@carrel/web';
import { Injectable } from '@nestjs/common';
import { mustBePreviewable, previewLivesMs, type PreviewedSettings } from './domain/preview.js';
import { PagePreviews } from './persistence/page-previews.repository.js';

export interface Preview {
  /** From the root of the site, with its key. */
  readonly path: string;
  readonly expiresAt: Date;
}

/** A library's page as it would be, for whoever has the link, before anything is set. */
@Injectable()
export class PagePreviewsService {
  constructor(
    private readonly previews: PagePreviews,
    private readonly directory: Directory,
    private readonly clock: Clock,
  ) {}

  /** @throws PreviewRefused for values that could not be set */
  async make({ institutionId }: { institutionId: string }, settings: PreviewedSettings): Promise<Preview> {
    mustBePreviewable(settings);
    const { token, hash } = newPatronToken();
    const expiresAt = new Date(this.clock.now().getTime() + previewLivesMs);
    await this.previews.add(institutionId, hash, settings, expiresAt);
    const { slugs } = await this.directory.setting('patron-page', institutionId);
    return { path: `/ask/${slugs[0] ?? institutionId}/?preview=${token}`, expiresAt };
  }

  /** Nothing for a key that is none, or is no longer. */
  async of(institutionId: string, token: string | undefined): Promise<PreviewedSettings | undefined> {
    if (!token) return undefined;
    return this.previews.of(institutionId, hashToken(token), this.clock.now());
  }

  @Job('forget-page-previews', { cron: '53 4 * * *' })
  async forget(): Promise<void> {
    await this.previews.forget(this.clock.now());
  }
}
