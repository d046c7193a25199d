/**
 * Every secret that stands in the repository for a trial, a test or an example. Whoever reads the repository knows
 * them, so production takes none (test/printed-secrets.spec.ts finds those that are missing here).
 */
const printed = new Set([
  'carrel',
  'carrel-demo',
  'carrel-test',
  'change-me-to-at-least-32-random-bytes',
  'development only, never for production',
  'a secret of tests that is thirty-two bytes and more',
  'SAALJIKFER3JKZFIAWLVM35VMRJRJRUM4ED54QP7SGSN2MQ2C2WYYAR7JY',
  'a secret of a benchmark, thirty-two bytes and more',
  '...',
  'password',
]);

export const isPrinted = (secret: string): boolean => printed.has(secret.trim());

/** The names of the variables that hold one: by itself, in a list, or as the password of an address. */
export function printedIn(env: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(env)
    .filter(([name, value = '']) => secretsOf(name, value).some(isPrinted))
    .map(([name]) => name);
}

const secretName = /SECRET|PASSWORD|SEED|PRIVATE_KEY|TOKEN/;

function secretsOf(name: string, value: string): string[] {
  const parts = value.split(',');
  const passwords = parts.map((part) => passwordOf(part.trim()));
  return [...(secretName.test(name) ? [value, ...parts] : []), ...passwords];
}

function passwordOf(address: string): string {
  if (!/^[a-z][a-z+.-]*:\/\//i.test(address) || !URL.canParse(address)) return '';
  const { password } = new URL(address);
  try {
    return decodeURIComponent(password);
  } catch {
    return password;
  }
}
