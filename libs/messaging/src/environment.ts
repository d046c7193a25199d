import { customCleanEnv, EnvMissingError, makeValidator, num, str, type Spec } from 'envalid';
import { printedIn } from './printed-secrets.js';

/** Everything wrong with the environment, in one error; each variable is named once. */
export class ConfigError extends Error {
  /** @param printed variables whose secret is printed in the repository */
  constructor(
    readonly problems: readonly string[],
    readonly printed: readonly string[] = [],
  ) {
    const refused = printed.map(
      (name) => `${name} is refused: it is printed in Carrel's repository; make one of your own`,
    );
    const lines = [...problems, ...refused].map((problem) => `  - ${problem}`);
    super(`The environment does not fit:\n${lines.join('\n')}`);
    this.name = 'ConfigError';
  }
}

export type Specs<T> = { [K in keyof T]: Spec<T[K]> & { validate?: unknown } };
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Parses the environment once, with envalid's validators. An empty value counts as none, so that compose files and
 * manifests can hand on what nobody has set. Production takes no secret that is printed in the repository.
 * @throws ConfigError naming every missing or invalid variable at once
 */
export function readConfig<T>(specs: Specs<T>, env: Environment = process.env): Readonly<T> {
  const problems: string[] = [];
  const reporter = ({ errors }: { errors: Partial<Record<string, Error>> }): void => {
    for (const [name, error] of Object.entries(errors)) {
      const missing = error instanceof EnvMissingError;
      problems.push(`${name} ${missing ? 'is missing' : 'is not valid'}: ${error?.message || 'no value'}`);
    }
  };
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const printed = env['NODE_ENV'] === 'production' ? printedIn(env) : [];
  const cleaned = customCleanEnv(given, specs as never, (values) => values, { reporter: reporter as never });
  if (problems.length + printed.length > 0) throw new ConfigError(problems, printed);
  return Object.freeze({ ...(cleaned as T) });
}

/** Where a PostgreSQL server or database is. */
export const postgresUrl = makeValidator<string>((value) => {
  if (!/^postgres(ql)?:$/.test(URL.canParse(value) ? new URL(value).protocol : '')) {
    throw new TypeError('expected an address like postgres://user:password@host:5432');
  }
  return value;
});

/** How every service reaches NATS. */
export const natsSpecs = {
  NATS_URL: str({ devDefault: 'nats://127.0.0.1:8088', desc: 'the NATS server' }),
  NATS_USER: str({ default: '' }),
  NATS_PASSWORD: str({ default: '' }),
  NATS_MONITOR_URL: str({ default: '' }),
  NATS_REPLICAS: num({ choices: [1, 3, 5], default: 1 }),
};
