import { CarrelProblem, ok, type Carrel } from '@carrel/client';
import { kept, type Kept } from '@carrel/ui';
import { api } from '../api.js';
import { Following } from './following.js';
import type { Pending } from './outbox.js';
import { Pauses } from './pauses.js';
import { ChatState, type ConversationState } from './state.js';

export interface Held {
  readonly id: string;
  readonly token: string;
  readonly outbox: readonly Pending[];
}

/** A file of ten megabytes by a slow telephone. */
const FILE_MS = 300_000;
/** Answers that say no: the same again would be refused again. */
const refusals = [400, 401, 403, 404, 409, 413, 422];

/** One chat of one patron: every line once and in order, what was typed sent once, over cuts and reloads. */
export class Conversation {
  private readonly state: ChatState;
  private readonly pauses = new Pauses();
  private readonly chat: Carrel['chat'];
  private readonly following: Following;
  private sending = false;
  private typedAt = 0;
  private readSent = 0;

  constructor(
    private readonly held: Held,
    private readonly store: Kept<Held>,
  ) {
    this.chat = api(held.token).chat;
    this.state = new ChatState(held.outbox);
    this.following = new Following(this.chat, held.id, this.state, this.pauses);
  }

  /** The chat of this tab at a library, if there is one. */
  static storeOf = (institutionId: string): Kept<Held> =>
    kept<Held>(`carrel-chat:${institutionId}`, { cookie: true });

  get id(): string {
    return this.held.id;
  }
  get token(): string {
    return this.held.token;
  }
  now(): ConversationState {
    return this.state.now;
  }
  listen(listener: () => void): () => void {
    return this.state.listen(listener);
  }

  start(): void {
    this.pauses.start();
    void this.following.follow();
    void this.send();
  }

  stop(): void {
    this.pauses.stop();
  }

  /** Says a line. It stands in the outbox at once and leaves it when Carrel has it. */
  say(text: string): void {
    const afterSeq = this.state.now.lines.at(-1)?.seq ?? 0;
    this.keep([...this.state.now.outbox, { clientId: crypto.randomUUID(), text, afterSeq }]);
    this.typedAt = 0;
    void this.send();
  }

  /** Takes back a line that cannot be sent. */
  takeBack(clientId: string): void {
    this.keep(this.state.now.outbox.filter((one) => one.clientId !== clientId));
  }

  /** Somebody writes; sent at most every three seconds. */
  typing(): void {
    if (Date.now() - this.typedAt < 3000 || this.state.isOver) return;
    this.typedAt = Date.now();
    void this.chat.POST('/v1/sessions/{id}/typing', this.at()).catch(() => undefined);
  }

  /** The patron has seen every line up to this one. */
  read(seq: number): void {
    if (seq <= this.readSent || this.state.now.session?.status !== 'active') return;
    this.readSent = seq;
    void this.chat.POST('/v1/sessions/{id}/read', { ...this.at(), body: { seq } }).catch(() => undefined);
  }

  /** Gives up waiting, or ends the chat. */
  async end(): Promise<void> {
    const gaveUp = this.state.now.session?.acceptedAt === null;
    await ok(this.chat.DELETE('/v1/sessions/{id}', this.at()));
    this.state.set({ gaveUp });
    await this.following.look();
  }

  /** Reads once more what Carrel has. */
  look(): Promise<void> {
    return this.following.look();
  }

  async leaveAddress(email: string): Promise<void> {
    const session = await ok(this.chat.PUT('/v1/sessions/{id}/contact', { ...this.at(), body: { email } }));
    this.state.set({ session });
  }

  async attach(file: File): Promise<void> {
    const headers = { 'content-type': file.type || 'application/octet-stream' };
    const query = { name: file.name.slice(0, 200) };
    await ok(
      api(this.token, FILE_MS).chat.POST('/v1/sessions/{id}/attachments', {
        params: { ...this.at().params, query } as never,
        body: file as never,
        bodySerializer: (body) => body as never,
        headers,
      }),
    );
  }

  async file(fileId: string): Promise<Blob> {
    const params = { path: { id: this.id, fileId } };
    const given = this.chat.GET('/v1/sessions/{id}/attachments/{fileId}', { params, parseAs: 'blob' });
    return (await ok(given as never)) as Blob;
  }

  /** One after the other, as they were typed. */
  private async send(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    for (let pause = 500; !this.pauses.stopped;) {
      const next = this.state.now.outbox.find(({ refused }) => refused === undefined);
      if (!next) break;
      const { text, clientId } = next;
      try {
        const body = { text, clientId };
        const line = await ok(this.chat.POST('/v1/sessions/{id}/messages', { ...this.at(), body }));
        this.state.add([{ ...line, name: this.state.now.session?.patron.name ?? null }]);
        this.takeBack(clientId);
        pause = 500;
      } catch (error) {
        if (error instanceof CarrelProblem && refusals.includes(error.status)) this.refuse(clientId, error);
        else {
          // Carrel has not said no: the same line is sent again until it says anything.
          await this.pauses.rest(pause);
          pause = Math.min(pause * 2, 8_000);
        }
      }
    }
    this.sending = false;
  }

  private refuse(clientId: string, { problem, status }: CarrelProblem): void {
    const refused = problem?.code ?? String(status);
    this.keep(this.state.now.outbox.map((one) => (one.clientId === clientId ? { ...one, refused } : one)));
  }

  private keep(outbox: readonly Pending[]): void {
    if (!this.state.isOver) this.store.set({ ...this.held, outbox });
    this.state.set({ outbox });
  }

  private at() {
    return { params: { path: { id: this.id } } };
  }
}
