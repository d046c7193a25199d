import { createHash } from 'node:crypto';
import { Directory } from '@carrel/directory';
import { Clock, FileRefused, NotFound } from '@carrel/kernel';
import { lookOutside, takenFile } from '@carrel/web';
import { Injectable } from '@nestjs/common';
import { NoPicture, OthersPage } from './domain/refusals.js';
import { OutsideSites } from './outside-sites.js';
import { PageLogos, type PageLogo } from './persistence/page-logos.repository.js';

/** Media types of logos; nothing that may hold a script. */
export const logoTypes: readonly string[] = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];
export const logoLimit = 256 * 1024;

/** Logos of libraries' pages: given as a file, or taken once from an address, and served by Carrel alone. */
@Injectable()
export class PageLogosService {
  constructor(
    private readonly logos: PageLogos,
    private readonly directory: Directory,
    private readonly sites: OutsideSites,
    private readonly clock: Clock,
  ) {}

  async keep(
    by: { readonly institutionId: string },
    institutionId: string,
    given: { readonly mediaType: string; readonly content: Buffer | undefined },
  ): Promise<string> {
    await this.mustBeOwn(by, institutionId);
    return this.store(institutionId, given.mediaType, given.content);
  }

  /** The picture is copied: what stands at the address later is not asked for. */
  async take(by: { readonly institutionId: string }, institutionId: string, url: string): Promise<string> {
    await this.mustBeOwn(by, institutionId);
    const bounds = { accept: logoTypes.join(', '), mostBytes: logoLimit, patienceMs: 5_000 };
    const looked = await lookOutside(this.sites, new URL(url), bounds).catch((error: Error) => {
      throw new NoPicture(error.message);
    });
    if (looked.status !== 200) throw new NoPicture(`the address answers ${looked.status}`);
    const type = (looked.headers['content-type'] ?? '').split(';', 1)[0]!.trim().toLowerCase();
    return this.store(institutionId, type, looked.content);
  }

  async drop(by: { readonly institutionId: string }, institutionId: string): Promise<void> {
    await this.mustBeOwn(by, institutionId);
    await this.logos.drop(institutionId);
  }

  async read(institutionId: string): Promise<PageLogo> {
    const logo = await this.logos.of(institutionId);
    if (!logo) throw new NotFound('logo');
    return logo;
  }

  private async store(institutionId: string, said: string, content: Buffer | undefined): Promise<string> {
    if (!content || content.length > logoLimit) throw new NoPicture('send the picture itself');
    const taken = await takenFile({ name: 'logo', mediaType: said, content }).catch((error: unknown) => {
      throw error instanceof FileRefused ? new NoPicture('the file is something else') : error;
    });
    if (!logoTypes.includes(taken.mediaType)) throw new NoPicture('the file is something else');
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 16);
    const logo = { institutionId, mediaType: taken.mediaType, content, hash };
    await this.logos.keep(logo, this.clock.now());
    return logoPath(institutionId, hash);
  }

  private async mustBeOwn(by: { readonly institutionId: string }, institutionId: string): Promise<void> {
    if (!(await this.directory.institution(institutionId))) throw new NotFound('page');
    if (by.institutionId !== institutionId) throw new OthersPage();
  }
}

/** Another picture is another address, so that each may be kept for long. */
export const logoPath = (institutionId: string, hash: string): string =>
  `/api/chat/v1/page-logos/${institutionId}?is=${hash}`;
