import { randomUUID } from 'node:crypto';
import { actors, type Actor } from './actors.js';
import { askUntilAvailable, type Answer } from './fuzz/ask.js';
import { forEvery } from './fuzz/fuzz.js';
import type { Operation, Service } from './fuzz/operations.js';
import type { Wire } from './fuzz/wire.js';
import { rows } from './permissions.js';
import type { Scene, Subject } from './scene.js';
import { subjects } from './subjects/index.js';

/** Where all of them come from: whoever else asks the system keeps limits of their own. */
const network = '192.0.2.1';
const uuid = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;

/** Those whose the thing is: they see it, and are refused for other reasons. */
const owners = new Set<Actor>(['own', 'lib', 'rev', 'iadm', 'svc']);
/** Those who see nothing of it, whatever they are refused for; others see some things of their group's or partner's. */
const strangers = new Set<Actor>(['other', 'far', 'was', 'narrow', 'fsvc']);

/** What one row saw. */
export interface Seen {
  readonly statuses: Partial<Record<Actor, string | number>>;
  /** Where a thing that is somebody else's was answered in another way than one that is not there. */
  readonly differences: string[];
}

/** Tries every operation as every actor: the services beside one another, the rows of each in turn. */
export class Matrix {
  private readonly seen = new Map<string, Seen | Error>();

  constructor(
    private readonly scene: Scene,
    private readonly origins: Readonly<Record<Service, string>>,
  ) {}

  async run(): Promise<void> {
    await forEvery(async (operation) => {
      const row = this.tryRow(operation).catch((error: unknown) => error as Error);
      this.seen.set(operation.name, await row);
    });
  }

  of(operation: string): Seen {
    const seen = this.seen.get(operation);
    if (!seen || seen instanceof Error) throw seen ?? new Error(`${operation} was not tried`);
    return seen;
  }

  private async tryRow(operation: Operation): Promise<Seen> {
    const { expected } = rows.find((row) => row.operation === operation.name)!;
    await this.scene.renew();
    const subject = await subjects[operation.name]!(this.scene);
    const answers: Partial<Record<Actor, Answer>> = {};
    const tryAs = async (actor: Actor) => {
      answers[actor] = await this.ask(operation, this.wire(operation, actor, subject));
    };
    // What only reads disturbs nobody.
    const atOnce = operation.method === 'GET' ? 6 : 1;
    for (let from = 0; from < actors.length; from += atOnce)
      await Promise.all(actors.slice(from, from + atOnce).map(tryAs));
    const statuses = actors.map((actor) => {
      const { status } = answers[actor]!;
      const letIn = ![401, 403, 404].includes(status) && status < 500;
      return [actor, expected[actor] === 'ok' && letIn ? 'ok' : status];
    });
    const differences = await this.compareWithMissing(operation, subject, answers);
    await subject.tidy?.();
    return { statuses: Object.fromEntries(statuses), differences };
  }

  /** Whoever is refused because the thing is not theirs asks for one that is not there, and must read the same. */
  private async compareWithMissing(
    operation: Operation,
    subject: Subject,
    answers: Partial<Record<Actor, Answer>>,
  ): Promise<string[]> {
    const refused = actors.filter((actor) => {
      const { status } = answers[actor]!;
      return strangers.has(actor) ? [403, 404, 409].includes(status) : status === 404 && !owners.has(actor);
    });
    const pairs = refused.map(async (actor) => {
      const wire = this.wire(operation, actor, subject);
      const missing = this.withoutThing(wire);
      if (!missing) return [];
      const [foreign, none] = [answers[actor]!, await this.ask(operation, missing)];
      if (foreign.status === none.status && bare(foreign.text) === bare(none.text)) return [];
      return [`${actor}: ${foreign.status} ${foreign.text} | missing: ${none.status} ${none.text}`];
    });
    return (await Promise.all(pairs)).flat();
  }

  /** The same request about things that nobody has; libraries and groups stand in a directory that all may read. */
  private withoutThing(wire: Wire): Wire | undefined {
    const known = new Set<string>(Object.values(this.scene.ids));
    const replaced = (text: string) => text.replace(uuid, (id) => (known.has(id) ? id : randomUUID()));
    const path = replaced(wire.path);
    const body = wire.body === undefined ? undefined : replaced(wire.body);
    return path === wire.path && body === wire.body ? undefined : { ...wire, path, body };
  }

  private wire(operation: Operation, actor: Actor, subject: Subject): Wire {
    const path = operation.template.replace(/\{(\w+)\}/g, (_, name: string) => subject.path[name]!);
    const { token } = this.scene.speaker(actor, subject);
    const body = subject.body && JSON.stringify(subject.body(actor));
    return {
      method: operation.method,
      path: subject.query ? `${path}?${subject.query}` : path,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      body,
    };
  }

  private ask({ service }: Operation, wire: Wire): Promise<Answer> {
    return askUntilAvailable(this.origins[service], wire, network);
  }
}

/** An answer without what names the one request. */
const bare = (text: string): string =>
  text.replace(/"(instance|traceId)":"[^"]*",?/g, '').replace(uuid, 'id');
