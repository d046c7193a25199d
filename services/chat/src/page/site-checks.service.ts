import { Directory } from '@carrel/directory';
import { originSpellings } from '@carrel/kernel';
import { lookOutside, SERVICE_CONFIG, type ServiceConfig } from '@carrel/web';
import { Inject, Injectable } from '@nestjs/common';
import { findingsOn, type Finding } from './domain/site-check.js';
import { OutsideSites } from './outside-sites.js';
import { sitePageOf } from './site-page.js';

const REDIRECTS = 5;
const bounds = { accept: 'text/html', mostBytes: 3 * 1024 * 1024, patienceMs: 8_000 };

/** Looks at a page of a library's site for what keeps the chat from working there. */
@Injectable()
export class SiteChecks {
  constructor(
    private readonly sites: OutsideSites,
    private readonly directory: Directory,
    @Inject(SERVICE_CONFIG) private readonly config: Pick<ServiceConfig, 'publicUrl'>,
  ) {}

  /**
   * Nothing is fetched but from the origins that the library itself has named (setting web-origins): anybody may ask for
   * a check, and Carrel must be nobody's way to other sites.
   */
  async of(institutionId: string, address: string): Promise<Finding[]> {
    const [{ origins }, { slugs }] = await Promise.all([
      this.directory.setting('web-origins', institutionId),
      this.directory.setting('patron-page', institutionId),
    ]);
    const listed = new Set(origins.flatMap((origin) => originSpellings(new URL(origin).origin)));
    const isListed = (url: URL) => originSpellings(url.origin).some((origin) => listed.has(origin));
    let url = new URL(address);
    if (!isListed(url)) return [{ code: 'not-listed', what: url.origin }];
    for (let left = REDIRECTS; ; left -= 1) {
      const looked = await lookOutside(this.sites, url, bounds).catch(() => undefined);
      if (!looked) return [{ code: 'not-reached', what: url.origin }];
      const { status, headers, content } = looked;
      if (status >= 300 && status < 400 && headers.location && URL.canParse(headers.location, url.href)) {
        const next = new URL(headers.location, url);
        if (!isListed(next)) return [{ code: 'leads-elsewhere', what: next.origin }];
        if (left === 0) return [{ code: 'not-reached', what: url.origin }];
        url = next;
        continue;
      }
      if (status !== 200) return [{ code: 'no-page', what: String(status) }];
      if (!/html/i.test(headers['content-type'] ?? ''))
        return [{ code: 'no-page', what: headers['content-type'] ?? '' }];
      const policies = [headers['content-security-policy'] ?? []].flat();
      const meant = {
        carrel: new URL(this.config.publicUrl),
        addresses: [...slugs.slice(0, 1), institutionId],
        formerAddresses: slugs.slice(1),
      };
      return findingsOn(sitePageOf(url, content.toString('utf8'), policies), meant);
    }
  }
}
