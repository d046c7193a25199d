/** The directives of one Content-Security-Policy, each with its sources. */
export type Policy = ReadonlyMap<string, readonly string[]>;

/** A header may hold more than one; each is kept on its own. */
export function policiesIn(header: string): Policy[] {
  return header.split(',').map((policy) => {
    const directives = new Map<string, string[]>();
    for (const directive of policy.split(';')) {
      const [name, ...sources] = directive.trim().split(/\s+/);
      const key = name!.toLowerCase();
      // Of two alike the first counts.
      if (key && !directives.has(key)) directives.set(key, sources);
    }
    return directives;
  });
}

/**
 * Whether a policy lets a page load from an address.
 * @param directives those that decide, the one that goes before the others first
 * @param nonce of the script, if it has one
 */
export function allows(
  policy: Policy,
  directives: readonly string[],
  to: URL,
  page: URL,
  nonce: string | undefined,
): boolean {
  const decides = directives.find((name) => policy.has(name));
  if (!decides) return true;
  const sources = policy.get(decides)!;
  if (nonce && sources.includes(`'nonce-${nonce}'`)) return true;
  // Only what a trusted script loads gets in then, and no address does.
  if (decides.startsWith('script') && sources.includes("'strict-dynamic'")) return false;
  return sources.some((source) => matches(source, to, page));
}

function matches(written: string, to: URL, page: URL): boolean {
  const source = written.toLowerCase();
  if (source === "'self'") return to.origin === page.origin;
  if (source === '*') return /^https?:$/.test(to.protocol);
  if (/^[a-z][a-z0-9+.-]*:$/.test(source))
    return source === to.protocol || (source === 'http:' && to.protocol === 'https:');
  const [, scheme, host = '', port, path] =
    /^(?:([a-z][a-z0-9+.-]*):\/\/)?(\*|(?:\*\.)?[^/:*]+)(?::(\d+|\*))?(\/.*)?$/.exec(source) ?? [];
  if (!host) return false;
  const asked = scheme ? `${scheme}:` : page.protocol;
  if (to.protocol !== asked && !(asked === 'http:' && to.protocol === 'https:')) return false;
  const fits =
    host === '*' || (host.startsWith('*.') ? to.hostname.endsWith(host.slice(1)) : to.hostname === host);
  if (!fits) return false;
  const usual = to.protocol === 'https:' ? '443' : '80';
  // What is meant without TLS may always come with it.
  const upgraded = port === '80' && usual === '443' ? '443' : port;
  if (upgraded !== '*' && (upgraded ?? usual) !== (to.port || usual)) return false;
  if (!path || path === '/') return true;
  return path.endsWith('/') ? to.pathname.startsWith(path) : to.pathname === path;
}
