import { databaseOf, withClient } from '../../tools/src/index.js';
import type { Subject } from '../scene.js';
import { allowed, type Fuzz } from './fuzz.js';
import { operations, services, type Operation, type Schema } from './operations.js';
import { cut } from './wire.js';

/** Values that nothing else writes, so that a row which holds one of them has been given it. */
export const marks = {
  id: 'c0ffee00-dead-4bad-8bad-0123456789ab',
  number: 1_987_654_321,
  time: '2001-02-03T04:05:06.789Z',
  text: 'mass-assigned-by-nobody',
};

/** What only Carrel sets, under the names that bodies, answers and columns have for it. */
export const readOnly: Readonly<Record<string, unknown>> = {
  id: marks.id,
  institutionId: marks.id,
  institution_id: marks.id,
  accountId: marks.id,
  groupId: marks.id,
  subscriptionGroupId: marks.id,
  ownerId: marks.id,
  assigneeId: marks.id,
  authorId: marks.id,
  patronId: marks.id,
  sessionId: marks.id,
  number: marks.number,
  version: marks.number,
  sequence: marks.number,
  createdAt: marks.time,
  created_at: marks.time,
  updatedAt: marks.time,
  closedAt: marks.time,
  status: marks.text,
  state: marks.text,
  token: marks.text,
  tokenHash: marks.text,
  passwordHash: marks.text,
  clientSecret: marks.text,
  scopes: [marks.text],
  roles: ['institution-admin', marks.text],
  groupRoles: [{ groupId: marks.id, role: 'group-admin' }],
  operator: true,
  holdings: [{ id: marks.id }],
  history: [{ action: marks.text }],
};

/** The read-only fields that this schema does not take. */
export const foreignTo = (schema: Schema): Record<string, unknown> =>
  Object.fromEntries(Object.entries(readOnly).filter(([name]) => !(name in (schema.properties ?? {}))));

/** Of the possible kinds of body, the one that this value is. */
function taking(value: unknown, schema: Schema, resolve: Operation['resolve']): Schema {
  const names = Object.keys(value ?? {});
  const kinds = (schema.anyOf ?? schema.oneOf ?? [schema]).map(resolve);
  return kinds.find(({ properties = {} }) => names.every((name) => name in properties)) ?? schema;
}

/** A good body with the foreign fields put into it and into every object inside it that has fields of its own. */
export function injected(operation: Operation, good: object): { body: object; paths: string[] } {
  const paths: string[] = [];
  const into = (value: unknown, schema: Schema | undefined, path: string): unknown => {
    const known = schema && taking(value, operation.resolve(schema), operation.resolve);
    if (Array.isArray(value)) return value.map((each, at) => into(each, known?.items, `${path}${at}.`));
    if (value === null || typeof value !== 'object') return value;
    if (!known?.properties) return value;
    const foreign = foreignTo(known);
    paths.push(...Object.keys(foreign).map((name) => `${path}${name}`));
    const own = Object.entries(value).map(([name, each]) => [
      name,
      into(each, known.properties?.[name], `${path}${name}.`),
    ]);
    return { ...foreign, ...Object.fromEntries(own) };
  };
  return { body: into(good, operation.body, '') as object, paths };
}

/** Where in the five databases one of the marks stands; there should be no such row. */
export async function markedRows(postgresUrl: string): Promise<string[]> {
  const found: string[] = [];
  for (const service of services) {
    await withClient(databaseOf(postgresUrl, `carrel_${service}`), async (client) => {
      const { rows: tables } = await client.query<{ name: string }>(
        `select format('%I.%I', schemaname, tablename) as name from pg_tables
         where schemaname not in ('pg_catalog', 'information_schema')`,
      );
      for (const { name } of tables) {
        const any = Object.values(marks).map((mark) => `%${mark}%`);
        const { rows } = await client.query<{ row: string }>(
          `select it::text as row from ${name} it where it::text like any($1) or it::text like '%2001-02-03 %:05:06.789%' limit 3`,
          [any],
        );
        found.push(...rows.map(({ row }) => `${service} ${name}: ${row.slice(0, 300)}`));
      }
    });
  }
  return found;
}

/** Where the matrix's body says enough of who is let in, and is not good. */
const betterBodies: Readonly<Record<string, object>> = {
  'PUT /api/chat/v1/monitor': { availability: 'away', queueIds: ['c0ffee00-dead-4bad-8bad-ffffffffffff'] },
};
/** What moves by itself: how many events wait. */
const moving = 'GET /api/notifications/v1/feed';

/**
 * What is wrong with how one operation meets fields that are not its caller's to set; `work` then does with the thing
 * what it likes, and the same body without them is sent last.
 */
export async function assignment(
  fuzz: Fuzz,
  operation: Operation,
  subject: Subject,
  work: () => Promise<void>,
): Promise<string[]> {
  const actor = allowed(operation);
  const good = operation.body && (betterBodies[operation.name] ?? subject.body?.(actor));
  const { body, paths } = good ? injected(operation, good) : { body: {}, paths: [] };
  if (!good || paths.length === 0) {
    await work();
    return [];
  }
  const token = fuzz.tokenOf(actor, subject);
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  const send = (sent: object) =>
    fuzz.send(operation, actor, {
      method: operation.method,
      path: addressOf(operation, subject),
      headers: { ...headers, 'content-type': 'application/json' },
      body: cut(sent),
    });
  const reading = operations.find(
    ({ method, template }) => method === 'GET' && template === operation.template,
  );
  const look = async () => {
    if (!reading) return undefined;
    const path = addressOf(reading, subject);
    const { text } = await fuzz.send(reading, actor, { method: 'GET', path, headers, body: undefined });
    return reading.name === moving ? undefined : text;
  };

  const faults: string[] = [];
  let before = await look();
  let answer = await send(body);
  const changed = async () => operation.method === 'PUT' && (await look()) !== before;
  // What others do meanwhile changes a thing once, a body that is taken all the same each time after the good one.
  let times = 0;
  while ((await changed()) && (times += 1) < 3) {
    await send(good);
    before = await look();
    answer = await send(body);
  }
  const { errors = [] } = ([400, 422].includes(answer.status) ? JSON.parse(answer.text) : {}) as Refused;
  const passed = paths.filter((path) => !errors.some((error) => error.path === path));
  if (![400, 422].includes(answer.status)) faults.push(`answers ${answer.status}: ${answer.text}`);
  else if (passed.length) faults.push(`does not name ${passed.join(', ')}: ${answer.text}`);
  if (times === 3) faults.push('is changed by a body that is refused');
  await work();
  // Without this the refusal might have been meant for the body itself; what the state says of it is another matter.
  const control = await send(good);
  if (control.status >= 400 && (JSON.parse(control.text) as Refused).code === 'invalid')
    faults.push(`refuses the body without them too: ${control.text}`);
  return faults.map((fault) => `${operation.name} as ${actor} ${fault.slice(0, 400)}`);
}

interface Refused {
  code?: string;
  errors?: { path: string }[];
}

const addressOf = ({ template, method }: Operation, { path, query }: Subject): string => {
  const address = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name]!));
  return query && method !== 'GET' ? `${address}?${query}` : address;
};
