/** A secret that stands in a file: where, and what it is. */
export interface PrintedSecret {
  readonly file: string;
  readonly secret: string;
}

const words = 'secret|password|seed|private_?key|token';
const name = `[A-Za-z_]*(?:${words})[A-Za-z_]*`;
const value = String.raw`["']?([^\s"'\u0060$<({,|%-][^\s"'\u0060$<({,|]*)`;

interface Pattern {
  /** Files in which it means something. */
  readonly files: RegExp;
  readonly pattern: RegExp;
}
const everywhere = /./;
const patterns: readonly Pattern[] = [
  // Defaults of compose and the shell.
  { files: everywhere, pattern: new RegExp(String.raw`\$\{${name}:-([^}$\n]+)\}`, 'gi') },
  // NAME=value of settings and of examples.
  {
    files: /\.(ya?ml|md|sh|conf|sample|example)$|\.env|Dockerfile$/,
    pattern: new RegExp(`(?<![$]\\{)\\b${name}=${value}`, 'gi'),
  },
  // name: value of manifests, "name": "value" of examples.
  {
    files: /\.(ya?ml|json|conf)$/,
    pattern: new RegExp(`(?<![$]\\{)\\b${name}["']?:[ \\t]*${value}`, 'gi'),
  },
  { files: /\.md$/, pattern: new RegExp(`"${name}": *"([^"$<]+)"`, 'gi') },
  // Passwords in addresses.
  { files: everywhere, pattern: /\b[a-z][a-z+.-]{2,}:\/\/[^\s/:@"'`]*:([^\s/@"'`${<]+)@/gi },
  // Seeds of NATS.
  { files: everywhere, pattern: /\b(S[UAOCNX][A-Z2-7]{56})\b/g },
  // Defaults in our own sources.
  { files: /\.(ts|mjs)$/, pattern: /\bsecret\(\{[^}]*[dD]efault: '([^']+)'/g },
  { files: /\.(ts|mjs)$/, pattern: /\b(?:CARREL_SECRET: |POSTGRES_PASSWORD: |password = )'([^']+)'/g },
];

/** Every secret that is printed in a file. */
export function printedSecrets(file: string, text: string): PrintedSecret[] {
  const used = patterns.filter(({ files }) => files.test(file));
  const found = used.flatMap(({ pattern }) => [...text.matchAll(pattern)].map((match) => match[1]!));
  return [...new Set(found)].map((secret) => ({ file, secret }));
}
