import type { EventData, EventName, ResolutionCode } from '@carrel/contracts';
import { Aggregate, NotFound } from '@carrel/kernel';
import { HistoryLine, Message, type Happening, type MessageKind, type Written } from './history.js';
import { Holding, type Relation } from './holding.js';
import { faultsOf } from './invariants.js';
import type { Move } from './moves.js';
import type { Actor, By, Reader, Reading } from './people.js';
import { openOf, type Referral } from './referral.js';
import * as refusals from './refusals.js';

export type Source = EventData<'question.reopened.v1'>['source'];
export interface AskedField {
  readonly name: string;
  readonly label: string;
  readonly value: string;
}

type Facts = EventData<'question.reopened.v1'>;

/**
 * A patron's question: what is kept of it, who may see it, whose turn it is, and how one action is carried out and
 * written down. What may be done with it is one function per verb in the modules beside this one.
 */
export class Question extends Aggregate {
  number!: string;
  source!: Source;
  sessionId: string | null = null;
  homeInstitutionId!: string;
  resolution: ResolutionCode | null = null;
  practice = false;
  /** The patron left no e-mail address (R76). */
  noContact = false;
  /** Waits in Shared Followup for any library of the group (R66). */
  pooled = false;
  /** Was claimed from there, so giving it up puts it back (row 15). */
  cameFromPool = false;
  dueAt: Date | null = null;
  createdAt!: Date;
  lastActivityAt!: Date;
  archivedAt: Date | null = null;
  /** The library that sent the last answer after the chat; a patron's reply goes there (row 37). */
  answeredByInstitutionId: string | null = null;
  /** Closed as spam, or as the duplicate of another question. */
  mark: 'spam' | 'duplicate' | null = null;
  duplicateOfId: string | null = null;
  /** What it was about (R77), descriptive codes, and the effort on the READ scale. */
  topic: string | null = null;
  codes: string[] = [];
  readScale: number | null = null;
  /** The due date for which "due soon" or "overdue" was published: once for each date. */
  dueSoonNotifiedFor: Date | null = null;
  overdueNotifiedFor: Date | null = null;
  /** The last activity whose coming archive was announced. */
  archiveWarnedFor: Date | null = null;
  /** The texts are erased; the rest is kept for counting. */
  erasedAt: Date | null = null;
  /** Who took or answered it last, for libraries whose own holding names nobody. */
  handledById: string | null = null;
  handledByInstitutionId: string | null = null;
  subject: string | null = null;
  text!: string;
  patronName: string | null = null;
  patronEmail: string | null = null;
  /** SHA-256 of the patron's token for this question; null when a chat's token stands for it. */
  tokenHash: string | null = null;
  /** The patron's record at his or her library; null without an address (B14). */
  patronId: string | null = null;
  /** This is the first question from the address; known while the question begins and not kept. */
  patronIsNew = false;
  /** What the library's web form asked beside the question, and the answers (R121). */
  fields: readonly AskedField[] = [];
  /** The patron's, a tag of BCP 47; null where it is not known. */
  language: string | null = null;
  /** When the answer is due, as promised to the patron during the chat (R24). */
  promisedAt: Date | null = null;
  /** When it was moved in from another system; null for one that was asked here. */
  importedAt: Date | null = null;
  holdings: Holding[] = [];
  referrals: Referral[] = [];
  private written: Written | undefined;

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
    if (this.isAskedExpert(reader.accountId)) return 'everything';
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
  isAskedExpert(accountId: string | undefined): boolean {
    return accountId !== undefined && this.chain.some((r) => r.isToExpert(accountId));
  }

  /** The library's holding, made when it had none, now also in this relation. */
  addRelation(institutionId: string, relation: Relation): Holding {
    let holding = this.holdingOf(institutionId);
    if (!holding) this.holdings.push((holding = Holding.of(this.id, institutionId)));
    holding.addRelation(relation);
    return holding;
  }

  setHandler(by: By): void {
    this.handledById = by.accountId;
    this.handledByInstitutionId = by.institutionId;
  }

  /** The last step of each way a question begins. */
  recordCreation(by: By, now: Date, why: string | null = null, dismissReason: string | null = null): void {
    this.createdAt = now;
    this.finishAction('created', by, now, { why, about: { resolution: this.resolution } });
    const { resolution, patronIsNew: newPatron } = this;
    const dismissed = dismissReason === null ? {} : { dismissReason };
    this.recordEvent('question.created.v1', by, { resolution, newPatron, ...dismissed }, now);
  }

  requireReading(reader: Reader): void {
    if (!this.readingOf(reader)) throw new NotFound('question');
  }

  /** The actor's library's holding, when it is the one to act. */
  requireTurn(actor: Actor): Holding {
    this.requireReading(actor);
    const turn = this.turn;
    if (!turn) throw new refusals.NothingOpen();
    if (turn.institutionId !== actor.institutionId) throw new refusals.WithAnotherLibrary(turn);
    return turn;
  }

  requireListed(actor: Actor): Holding {
    this.requireReading(actor);
    const holding = this.holdingOf(actor.institutionId);
    if (!holding?.status) throw new refusals.NotAHolder();
    return holding;
  }

  /** Carries out one row of the table for every library; `other` is the one the action names. */
  applyMove(move: Move, by: By, other?: string, dueAt: Date | null = null): void {
    for (const holding of this.holdings) {
      const { institutionId } = holding;
      let change = institutionId === this.homeInstitutionId ? move.home : move.rest;
      if (institutionId === by.institutionId) change = move.actor;
      if (institutionId === other) change = move.other;
      if (change) holding.apply(change, by.accountId);
    }
    if (move.pool !== 'kept') this.pooled = move.pool === 'on' || (move.pool === 'back' && this.cameFromPool);
    if (move.pool === 'on') this.cameFromPool = false;
    if (move.due !== 'kept') this.dueAt = dueAt;
  }

  /** Ends every action: the clock, what holdings repeat, the history line, and the invariants. */
  finishAction(
    what: Happening,
    by: By,
    now: Date,
    line: Pick<Partial<HistoryLine>, 'why' | 'about'> = {},
  ): void {
    Object.assign(this, { lastActivityAt: now, archivedAt: null });
    for (const holding of this.holdings) {
      const standing = this.referrals.filter((r) => r.stands);
      const sent = standing.some((r) => r.senderInstitutionId === holding.institutionId);
      holding.refresh(now, { sent, referred: sent || (holding === this.home && standing.length > 0) });
    }
    this.addHistoryLine(what, by, now, line);
    const faults = faultsOf(this);
    if (faults.length) throw new Error(`question ${this.id}, ${what}: ${faults.join('; ')}`);
  }

  recordEvent<N extends EventName>(name: N, by: By, more: Omit<EventData<N>, keyof Facts>, now: Date): void {
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

  /** History and messages written since the last call; a repository adds them to those that are there. */
  takeWritten(): Written {
    const { written = { lines: [], messages: [] } } = this;
    this.written = undefined;
    return written;
  }

  addHistoryLine(
    what: Happening,
    by: By,
    now: Date,
    line: Pick<Partial<HistoryLine>, 'why' | 'about'>,
  ): void {
    const { accountId: actorId, institutionId } = by;
    const written = { questionId: this.id, at: now, actorId, institutionId, what, ...line };
    this.pendingWritten().lines.push(Object.assign(new HistoryLine(), written));
  }

  addMessage(
    kind: MessageKind,
    by: By,
    said: Pick<Message, 'id' | 'text'> & Partial<Pick<Message, 'deliveredBy' | 'quoted'>>,
    now: Date,
  ): void {
    const { accountId: authorId, institutionId } = by;
    const message = { ...said, questionId: this.id, kind, at: now, authorId, institutionId };
    this.pendingWritten().messages.push(Object.assign(new Message(), message));
  }

  private pendingWritten(): Written {
    return (this.written ??= { lines: [], messages: [] });
  }
}
