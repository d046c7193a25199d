import { Parser } from 'htmlparser2';
import type { SitePage, SiteScript } from './domain/site-check.js';

/** What a page loads and forbids, read from its HTML. @param headers the policies that came beside it */
export function sitePageOf(url: URL, html: string, headers: readonly string[]): SitePage {
  const scripts: SiteScript[] = [];
  const policies = [...headers];
  let base = url;
  const parser = new Parser({
    onopentag: (name, { src, href, nonce, content, 'data-library': library, 'http-equiv': equivalent }) => {
      if (name === 'base' && href && URL.canParse(href, url.href)) base = new URL(href, url);
      if (name === 'meta' && equivalent?.toLowerCase() === 'content-security-policy' && content)
        policies.push(content);
      if (name !== 'script' || !src || !URL.canParse(src, base.href)) return;
      const address = new URL(src, base);
      if (/\/carrel\.js$/.test(address.pathname)) scripts.push({ src: address, library, nonce });
    },
  });
  parser.end(html);
  return { url, scripts, policies };
}
