import { allows, policiesIn, type Policy } from './content-policy.js';

/** What is wrong with how a library has put its chat on its site, as a code; pages say it in their reader's words. */
export const findings = [
  'not-listed',
  'not-reached',
  'leads-elsewhere',
  'no-page',
  'script-missing',
  'script-elsewhere',
  'mixed-content',
  'library-missing',
  'library-wrong',
  'library-former',
  'policy-script',
  'policy-frame',
  'policy-connect',
] as const;
export interface Finding {
  readonly code: (typeof findings)[number];
  /** The value that is meant: an origin, a directive, what stands there. */
  readonly what: string | null;
}

/** The page of a site, as far as it matters here. */
export interface SitePage {
  readonly url: URL;
  /** Every carrel.js that it loads. */
  readonly scripts: readonly SiteScript[];
  /** Content-Security-Policies of its headers and of its head. */
  readonly policies: readonly string[];
}
export interface SiteScript {
  readonly src: URL;
  readonly library: string | undefined;
  readonly nonce: string | undefined;
}
/** Whose chat it is to show, and where Carrel is. */
export interface Meant {
  readonly carrel: URL;
  /** The present address of the library's page first, its id last. */
  readonly addresses: readonly string[];
  readonly formerAddresses: readonly string[];
}

/** Everything that keeps the button from working on this page; nothing when all is well. */
export function findingsOn(page: SitePage, meant: Meant): Finding[] {
  const { scripts } = page;
  const script = scripts.find(({ src }) => src.host === meant.carrel.host) ?? scripts[0];
  if (!script) return [{ code: 'script-missing', what: null }];
  const policies = page.policies.flatMap(policiesIn);
  return [...faultsOfScript(script, page, meant), ...faultsOfPolicies(policies, script, page, meant)];
}

function faultsOfScript({ src, library }: SiteScript, { url }: SitePage, meant: Meant): Finding[] {
  const found: Finding[] = [];
  if (src.host !== meant.carrel.host) found.push({ code: 'script-elsewhere', what: src.origin });
  if (url.protocol === 'https:' && src.protocol === 'http:')
    found.push({ code: 'mixed-content', what: src.href });
  const named = library?.trim().toLowerCase();
  if (!named) found.push({ code: 'library-missing', what: null });
  else if (meant.formerAddresses.includes(named)) found.push({ code: 'library-former', what: named });
  else if (!meant.addresses.includes(named)) found.push({ code: 'library-wrong', what: named.slice(0, 100) });
  return found;
}

function faultsOfPolicies(
  policies: readonly Policy[],
  script: SiteScript,
  page: SitePage,
  meant: Meant,
): Finding[] {
  const needs = [
    ['policy-script', ['script-src-elem', 'script-src', 'default-src'], script.src],
    ['policy-frame', ['frame-src', 'child-src', 'default-src'], meant.carrel],
    ['policy-connect', ['connect-src', 'default-src'], meant.carrel],
  ] as const;
  return needs.flatMap(([code, directives, to]): Finding[] => {
    const nonce = code === 'policy-script' ? script.nonce : undefined;
    const against = policies.find((policy) => !allows(policy, directives, to, page.url, nonce));
    const directive = against && directives.find((name) => against.has(name));
    return directive ? [{ code, what: directive }] : [];
  });
}
