import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { actors, type Actor } from '../actors.js';
import { isOfOneSetting, rows } from '../permissions.js';
import type { Scene, Subject } from '../scene.js';
import { subjects } from '../subjects/index.js';
import { askUntilAvailable, type Answer } from './ask.js';
import { assignment } from './assignment.js';
import { faultOf } from './judge.js';
import { operations, services, type Operation, type Service } from './operations.js';
import { forgetLimits, recover } from './recover.js';
import { recipes, type Recipe } from './recipes.js';
import { wireOf, type Wire } from './wire.js';

/** How many requests each operation gets: a few in `npm test`, `FUZZ=` of them in the long form. */
export const perOperation = Number(process.env.FUZZ ?? 6);
/** Always the same in the short form, so that what turns red there has been changed; drawn for the long one. */
export const seed = Number(process.env.SEED ?? (process.env.FUZZ ? randomInt(2 ** 31) : 2));
/** An operation's own seed, whatever other operations there are (FNV-1a). */
const seedOf = ({ name }: Operation): number =>
  [...name].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 0x01000193), 0x811c9dc5 ^ seed);
/** Things are used up by what is done to them; this many requests share one. */
const SHARED_BY = 10;

export interface Finding {
  readonly operation: string;
  readonly actor: Actor;
  readonly fault: string;
  readonly wire: Wire;
}

/** Who must not succeed, or nobody could go on: their password would be another. */
const insteadOf: Readonly<Record<string, Actor>> = { 'PUT /api/admin/v1/me/password': 'far' };

/** Whom the matrix lets in: the first of them. */
export function allowed({ name }: Operation): Actor {
  const { expected } = rows.find((row) => row.operation === name)!;
  const first = (wanted: string | number) =>
    actors.find((actor) => String(expected[actor]) === String(wanted));
  return insteadOf[name] ?? first('ok') ?? first(404) ?? 'lib';
}

/**
 * All operations but those of one setting: the handler for any key is sent as much, and what is set at random would be in
 * the way of all the others.
 */
export const tried = operations.filter(({ name }) => !isOfOneSetting(name));

/** Each address a caller comes from may ask so often; requests come from many. */
const somewhere = (): string => `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`;

/** Does something for every operation: one at a time for each service, whose things would disturb each other. */
export async function forEvery(work: (operation: Operation) => Promise<void>): Promise<void> {
  await Promise.all(
    services.map(async (service) => {
      for (const operation of operations) if (operation.service === service) await work(operation);
    }),
  );
}

/** Sends requests and keeps what was wrong with their answers. */
export class Fuzz {
  readonly statuses = new Map<number, number>();
  readonly findings: Finding[] = [];
  /** Operations that were left out, or not sent all, since there was nothing to try them on. */
  readonly unmade: string[] = [];
  /** What is wrong with how fields are met that only Carrel sets. */
  readonly assigned: string[] = [];
  private readonly last = new Map<string, Subject>();

  constructor(
    private readonly scene: Scene,
    private readonly origins: Readonly<Record<Service, string>>,
    private readonly postgresUrl: string,
  ) {}

  /** Every operation: fields that are not the caller's to set first, then whatever the seed says. */
  run(): Promise<void> {
    return forEvery(async (operation) => {
      if (!tried.includes(operation)) return;
      const made = fc.sample(recipes(operation), { seed: seedOf(operation), numRuns: perOperation });
      for (let from = 0; from === 0 || from < made.length; from += SHARED_BY) {
        const subject = await this.subjectOf(operation).catch((error: unknown) => {
          this.unmade.push(`${operation.name}: ${String(error)}`);
        });
        if (!subject) return;
        const work = async () => {
          const some = made.slice(from, from + SHARED_BY);
          await Promise.all(some.map((recipe) => this.try(operation, recipe, subject)));
        };
        if (from > 0) await work();
        else this.assigned.push(...(await assignment(this, operation, subject, work)));
        await subject.tidy?.();
      }
    });
  }

  private try(operation: Operation, recipe: Recipe, subject: Subject): Promise<Answer> {
    const actor = recipe.actor === 'good' ? allowed(operation) : recipe.actor;
    return this.send(
      operation,
      actor,
      wireOf(operation, recipe, subject, actor, this.tokenOf(actor, subject)),
    );
  }

  /**
   * A thing to try the operation on. The scene is put right where what was tried before has used it up, and where no
   * more may be made of a kind in an hour the last one is tried again.
   */
  private async subjectOf({ name }: Operation): Promise<Subject> {
    await this.scene.renew();
    if (perOperation > SHARED_BY) await forgetLimits(this.postgresUrl);
    const made = await this.make(name)
      .catch(() => recover(this.scene).then(() => this.make(name)))
      .catch((error: unknown) => {
        const last = this.last.get(name);
        if (!last) throw error;
        return last;
      });
    this.last.set(name, made);
    return made;
  }

  private async make(name: string): Promise<Subject> {
    return subjects[name]!(this.scene);
  }

  tokenOf(actor: Actor, subject: Subject): string | undefined {
    return this.scene.speaker(actor, subject).token;
  }

  /** Asks and judges; what the answer was. */
  async send(operation: Operation, actor: Actor, wire: Wire): Promise<Answer> {
    const origin = this.origins[operation.service];
    const answer = await askUntilAvailable(origin, wire, somewhere()).catch((error: Error) => ({
      status: 599,
      mediaType: '',
      text: error.message,
    }));
    this.statuses.set(answer.status, (this.statuses.get(answer.status) ?? 0) + 1);
    const fault = faultOf(operation, answer);
    if (fault) this.findings.push({ operation: operation.name, actor, fault, wire });
    return answer;
  }

  /** One finding of each kind in words, with what was sent. */
  get said(): string[] {
    const kinds = new Map<string, Finding & { times: number }>();
    for (const finding of this.findings) {
      const kind = `${finding.operation} ${finding.fault.slice(0, 40)}`;
      kinds.set(kind, { ...finding, times: (kinds.get(kind)?.times ?? 0) + 1 });
    }
    return [...kinds.values()].map(({ operation, actor, fault, wire, times }) => {
      const headers = Object.entries(wire.headers).filter(([name]) => name !== 'authorization');
      const sent = `${wire.path.slice(0, 600)} ${JSON.stringify(Object.fromEntries(headers))} ${wire.body?.slice(0, 800) ?? ''}`;
      return `${operation} as ${actor} ${fault} (${times} times)\n   ${sent}`;
    });
  }
}
