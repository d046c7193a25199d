import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { services, type ServiceName } from '../../src/index.js';
import { root, textOf } from './build.js';

/** A variable that a service reads, as its source says it. */
export interface Setting {
  readonly name: string;
  /** The default's source, where it stands as a number or a text. */
  readonly fallback?: string;
}

/** What each service finds out from its environment: what the libraries read, and what it reads itself. */
export function settingsOf(service: ServiceName): Setting[] {
  const own = service.toUpperCase();
  const databases = [`${own}_DATABASE_URL`, `${own}_DATABASE_OWNER_URL`].map((name) => ({ name }));
  // Read by a library that more than one service uses, and nowhere else.
  const sealing = ['admin', 'chat', 'questions', 'notifications'].includes(service);
  const common = settingsBelow('libs/web', 'libs/messaging', 'libs/directory').filter(
    ({ name }) => sealing || !name.startsWith('CARREL_SECRET'),
  );
  return unique([...databases, ...common, ...settingsBelow(`services/${service}`)]);
}

export const everySetting = (): Setting[] => unique(services.flatMap(settingsOf));
export const settingsRead = (): string[] => everySetting().map(({ name }) => name);

/** What `npm start`, the commands and the gateway read besides. */
export function settingsOfTools(): string[] {
  const scripts = ['tools/start.mjs', 'tools/journey.mjs'].flatMap((path) => found(path));
  const direct = services.map((service) => ({ name: `${service.toUpperCase()}_DATABASE_DIRECT_URL` }));
  return unique([...settingsBelow('tools'), ...scripts, ...direct]).map(({ name }) => name);
}

/** The rows of docs/operators/environment.md: name and default. */
export function documented(): { names: string[]; fallback: string }[] {
  const rows = textOf('docs/operators/environment.md').matchAll(/^\|([^|]+)\|([^|]+)\|/gm);
  return [...rows].flatMap(([, variables, fallback]) => {
    const names = [...variables!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);
    return names.length ? [{ names, fallback: fallback!.trim().replaceAll('`', '') }] : [];
  });
}

function settingsBelow(...folders: string[]): Setting[] {
  return unique(
    folders.flatMap((folder) =>
      readdirSync(join(root, folder, 'src'), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'))
        .flatMap((path) => found(join(folder, 'src', path))),
    ),
  );
}

const capitals = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;

/** `env.NAME`, `env['NAME']`, `{ NAME } = process.env`, and `NAME: validator(...)` in what readConfig is given. */
function found(path: string): Setting[] {
  const text = readFileSync(join(root, path), 'utf8');
  if (!/\benv\b|envalid|readConfig/.test(text)) return [];
  const settings: Setting[] = [];
  const isEnv = (node: ts.Expression) => /(^|\.)(env|base)$/.test(node.getText(source));
  const take = (name: string, fallback?: string) => {
    if (capitals.test(name)) settings.push(fallback === undefined ? { name } : { name, fallback });
  };
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && isEnv(node.expression)) take(node.name.text);
    if (ts.isElementAccessExpression(node) && isEnv(node.expression)) {
      if (ts.isStringLiteral(node.argumentExpression)) take(node.argumentExpression.text);
    }
    if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name) && node.initializer) {
      if (isEnv(node.initializer)) for (const each of node.name.elements) take(each.name.getText(source));
    }
    if (ts.isPropertyAssignment(node) && ts.isCallExpression(node.initializer)) {
      take(node.name.getText(source), fallbackOf(node.initializer));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return settings;
}

function fallbackOf(validator: ts.CallExpression): string | undefined {
  const [options] = validator.arguments;
  if (!options || !ts.isObjectLiteralExpression(options)) return undefined;
  const given = options.properties.find((each) => each.name?.getText() === 'default');
  if (!given || !ts.isPropertyAssignment(given)) return undefined;
  const { initializer } = given;
  if (ts.isStringLiteral(initializer) || ts.isNumericLiteral(initializer)) return initializer.text;
  return initializer.kind === ts.SyntaxKind.FalseKeyword ? 'false' : undefined;
}

function unique(settings: Setting[]): Setting[] {
  const named = new Map<string, Setting>();
  for (const each of settings) {
    if (named.get(each.name)?.fallback === undefined) named.set(each.name, each);
  }
  return [...named.values()];
}
