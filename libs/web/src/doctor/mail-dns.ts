import { createPublicKey } from 'node:crypto';
import { Resolver } from 'node:dns/promises';
import type { Finding } from './codes.js';

/** What receivers of our mail will look up. */
export interface MailNames {
  /** The domain of MAIL_FROM. */
  readonly from: string;
  /** The domain that answers are sent to, where mail comes in. */
  readonly replies?: string | undefined;
  readonly dkim?:
    { readonly domain: string; readonly selector: string; readonly privateKey: string } | undefined;
  /** `host:port`; none for the machine's own name servers. */
  readonly servers: readonly string[];
}

const nobody = ['ENOTFOUND', 'ENODATA'];

/** Says which of the records that receivers of mail ask for are missing or wrong (SPF, DKIM, DMARC, MX). */
export async function mailDnsFindings(names: MailNames): Promise<Finding[]> {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  if (names.servers.length) resolver.setServers([...names.servers]);
  try {
    return (
      await Promise.all([
        spf(resolver, names.from),
        dkim(resolver, names.dkim),
        dmarc(resolver, names.from),
        mx(resolver, names),
      ])
    ).flat();
  } catch (error) {
    return [{ code: 'CARREL-D019', fault: `about ${names.from}: ${(error as Error).message}` }];
  } finally {
    resolver.cancel();
  }
}

async function spf(resolver: Resolver, domain: string): Promise<Finding[]> {
  const found = (await textsOf(resolver, domain)).filter((text) => /^v=spf1( |$)/i.test(text));
  if (found.length === 1) return [];
  const fault = found.length
    ? `${domain} has ${found.length} SPF records; receivers then ignore all`
    : `${domain} has no TXT record that begins with v=spf1`;
  return [{ code: 'CARREL-D015', fault }];
}

async function dkim(resolver: Resolver, key: MailNames['dkim']): Promise<Finding[]> {
  if (!key) return [];
  const name = `${key.selector}._domainkey.${key.domain}`;
  const [text] = (await textsOf(resolver, name)).filter((each) => /(^|;)\s*p=/.test(each));
  if (text === undefined) return [{ code: 'CARREL-D016', fault: `${name} has no TXT record with p=` }];
  const published = /(?:^|;)\s*p=([^;]*)/.exec(text)![1]!.replace(/\s/g, '');
  return publicKeysOf(key.privateKey).includes(published)
    ? []
    : [{ code: 'CARREL-D016', fault: `${name} publishes another key than that of DKIM_PRIVATE_KEY` }];
}

/** As RFC 6376 has RSA keys, and RFC 8463 those of Ed25519, which are the last 32 bytes alone. */
function publicKeysOf(privateKey: string): string[] {
  const key = createPublicKey(privateKey);
  const der = key.export({ type: 'spki', format: 'der' });
  return [der, ...(key.asymmetricKeyType === 'ed25519' ? [der.subarray(-32)] : [])].map((bytes) =>
    bytes.toString('base64'),
  );
}

async function dmarc(resolver: Resolver, domain: string): Promise<Finding[]> {
  const labels = domain.split('.');
  // A parent's record holds for a subdomain (RFC 7489, 6.6.3).
  for (let from = 0; from <= Math.max(0, labels.length - 2); from += 1) {
    const texts = await textsOf(resolver, `_dmarc.${labels.slice(from).join('.')}`);
    if (texts.some((text) => /^v=DMARC1( |;|$)/.test(text))) return [];
  }
  return [{ code: 'CARREL-D017', fault: `_dmarc.${domain} has no TXT record that begins with v=DMARC1` }];
}

async function mx(resolver: Resolver, { from, replies }: MailNames): Promise<Finding[]> {
  const findings = [];
  for (const domain of new Set([from, ...(replies ? [replies] : [])])) {
    const servers = await absent(resolver.resolveMx(domain));
    const hosts = servers.length ? servers : await absent(resolver.resolve4(domain));
    if (!hosts.length)
      findings.push({ code: 'CARREL-D018' as const, fault: `${domain} has neither an MX nor an A record` });
  }
  return findings;
}

const textsOf = async (resolver: Resolver, name: string): Promise<string[]> =>
  (await absent(resolver.resolveTxt(name))).map((pieces) => pieces.join('').trim());

/** Nothing where the name has no such record; rejects where nobody knows. */
async function absent<T>(asked: Promise<T[]>): Promise<T[]> {
  try {
    return await asked;
  } catch (error) {
    if (nobody.includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}
