import type { EventData, EventName } from '@carrel/contracts';
import { NotFound } from '@carrel/kernel';
import { QuestionFields } from './fields.js';
import { Holding, type Relation } from './holding.js';
import { faultsOf } from './invariants.js';
import type { Move } from './moves.js';
import type { Actor, By, Reader, Reading } from './people.js';
import type { Happening, HistoryLine } from './record.js';
import { openOf, type Referral } from './referral.js';
import * as no from './refusals.js';

type Facts = EventData<'question.reopened.v1'>;

/** What a question is, who may see it and whose turn it is; what may be done with it is in question.ts. */
export abstract class QuestionState extends QuestionFields {
  get home(): Holding {
    return this.holdingOf(this.homeInstitutionId)!;
  }

  /** The one library to act; none once everything is answered or closed. */
  get turn(): Holding | undefined {
    return this.holdings.find((h) => h.hasTurn);
  }

  /** Open referrals, the first sender's first (B7). */
  get chain(): Referral[] {
    return openOf(this.referrals);
  }

  /** What the patron may know of it. */
  get state(): 'open' | 'answered' | 'closed' {
    if (this.holdings.some((h) => h.open)) return 'open';
    return this.holdings.some((h) => h.status === 'answered') ? 'answered' : 'closed';
  }

  holdingOf(institutionId: string): Holding | undefined {
    return this.holdings.find((h) => h.institutionId === institutionId);
  }

  /** How much a library may read; undefined when it may not even know that the question exists. */
  readingOf(reader: Reader): Reading | undefined {
    const holding = this.holdingOf(reader.institutionId);
    if (holding?.status || reader.coordinator || (this.pooled && reader.sharesPool)) return 'everything';
    if (this.expertIs(reader.accountId)) return 'everything';
    if (!holding) return undefined;
    return holding.onlyChatted ? 'transcript' : 'without contact';
  }

  /** Name and address are seen while the reader's library still has something to do (2.6, 3.6). */
  contactFor(reader: Reader): boolean {
    if (this.readingOf(reader) !== 'everything') return false;
    const own = this.holdingOf(reader.institutionId);
    return own?.status ? own.open : this.turn !== undefined;
  }

  /** The account is the expert whose advice the question waits for. */
  expertIs(accountId: string | undefined): boolean {
    return accountId !== undefined && this.chain.some((r) => r.isToExpert(accountId));
  }

  /** The library's holding, made when it had none, now also in this relation. */
  hold(institutionId: string, relation: Relation): Holding {
    let holding = this.holdingOf(institutionId);
    if (!holding) this.holdings.push((holding = Holding.of(this.id, institutionId)));
    holding.relate(relation);
    return holding;
  }

  handledBy(by: By): void {
    this.handledById = by.accountId;
    this.handledByInstitutionId = by.institutionId;
  }

  /** The last step of each way a question begins. */
  opened(by: By, now: Date, why: string | null = null): void {
    this.createdAt = now;
    this.settle('created', by, now, { why, about: { resolution: this.resolution } });
    const { resolution, patronIsNew: newPatron } = this;
    this.tell('question.created.v1', by, { resolution, newPatron }, now);
  }

  protected mustBeReadBy(reader: Reader): void {
    if (!this.readingOf(reader)) throw new NotFound('question');
  }

  /** The actor's library's holding, when it is the one to act. */
  protected turnOf(actor: Actor): Holding {
    this.mustBeReadBy(actor);
    const turn = this.turn;
    if (!turn) throw new no.NothingOpen();
    if (turn.institutionId !== actor.institutionId) throw new no.WithAnotherLibrary(turn);
    return turn;
  }

  protected listedBy(actor: Actor): Holding {
    this.mustBeReadBy(actor);
    const holding = this.holdingOf(actor.institutionId);
    if (!holding?.status) throw new no.NotAHolder();
    return holding;
  }

  /** Carries out one row of the table for every library; `other` is the one the action names. */
  protected move(move: Move, by: By, other?: string, dueAt: Date | null = null): void {
    for (const holding of this.holdings) {
      const { institutionId } = holding;
      let change = institutionId === this.homeInstitutionId ? move.home : move.rest;
      if (institutionId === by.institutionId) change = move.actor;
      if (institutionId === other) change = move.other;
      if (change) holding.become(change, by.accountId);
    }
    if (move.pool !== 'kept') this.pooled = move.pool === 'on' || (move.pool === 'back' && this.cameFromPool);
    if (move.pool === 'on') this.cameFromPool = false;
    if (move.due !== 'kept') this.dueAt = dueAt;
  }

  /** Ends every action: the clock, what holdings repeat, the history line, and the invariants. */
  protected settle(
    what: Happening,
    by: By,
    now: Date,
    line: Pick<Partial<HistoryLine>, 'why' | 'about'> = {},
  ): void {
    Object.assign(this, { lastActivityAt: now, archivedAt: null });
    for (const holding of this.holdings) {
      const standing = this.referrals.filter((r) => r.stands);
      const sent = standing.some((r) => r.senderInstitutionId === holding.institutionId);
      holding.settle(now, { sent, referred: sent || (holding === this.home && standing.length > 0) });
    }
    this.note(what, by, now, line);
    const faults = faultsOf(this);
    if (faults.length) throw new Error(`question ${this.id}, ${what}: ${faults.join('; ')}`);
  }

  protected tell<N extends EventName>(
    name: N,
    by: By,
    more: Omit<EventData<N>, keyof Facts>,
    now: Date,
  ): void {
    this.record(name, { ...this.facts(by), ...more } as unknown as EventData<N>, now);
  }

  /** What every event of a question says; no name, address or text among it (B1). */
  private facts(by: By): Facts {
    return {
      questionId: this.id,
      number: this.number,
      source: this.source,
      sessionId: this.sessionId,
      patronInstitutionId: this.homeInstitutionId,
      practice: this.practice,
      noContact: this.noContact,
      pooled: this.pooled,
      dueAt: this.dueAt?.toISOString() ?? null,
      holdings: this.holdings.map((h) => h.facts()),
      actorId: by.accountId,
      actorInstitutionId: by.institutionId,
    };
  }
}
