import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { OutgoingHttpHeaders, Server } from 'node:http';
import { DatabaseClock } from './database-clock.js';
import { EventStream } from './event-stream.js';
import { Identities } from './identities.js';
import { callerOf } from './identity.js';
import { openStreams } from './metrics.js';
import { networkOfCaller } from './network.js';
import { StreamCounts } from './stream-counts.js';
import type { ServiceConfig } from './config.js';
import { personOf, rolesIn, streamHolderOf, type StreamHolder } from './stream-holder.js';
import { SERVICE_CONFIG } from './tokens.js';

/** Seconds between two pings of one stream (B16). */
const pingSeconds = 10;
/** Every so often open streams are checked against the database, so that a lost event keeps none open (promise 31). */
const signInRecheckSeconds = 4;
const accountRecheckSeconds = 20;
/** How long before a token expires its stream says so. */
const renewalNoticeMs = 60_000;

const registries = new WeakMap<Server, Streams>();

/**
 * Turns the reply into a `text/event-stream` that is pinged every 10 seconds, bounded at 1 MB, closed when
 * the account or the sign-in it belongs to ends or its token expires, and asked to reconnect elsewhere when the service
 * drains. A minute before the token expires it sends `renew`: the reader opens another stream with a new token from
 * the last id it has seen, then closes this one, and misses nothing. The handler takes `@Req()` and `@Res()` and
 * subscribes before it replays (promise 11).
 * @param holder whose stream it is; default the caller, to be given where a ticket names the account
 * @param person whose streams are counted; default the holder, or the caller
 * @throws Problem 429 `too-many-streams` when the person or the network has as many open as it may
 */
export function openStream(
  request: FastifyRequest,
  reply: FastifyReply,
  holder: StreamHolder | undefined = streamHolderOf(callerOf(request)),
  person: string | undefined = holder?.accountId ?? personOf(callerOf(request)),
): EventStream {
  const streams = registries.get(request.server.server as Server);
  if (!streams) throw new Error('streams need WebModule');
  const release = streams.counts.take(person, networkOfCaller(request));
  reply.hijack();
  // The body ends with the connection, so it needs no chunks: an event is one write.
  reply.raw.useChunkedEncodingByDefault = false;
  reply.raw.writeHead(200, {
    ...(reply.getHeaders() as OutgoingHttpHeaders),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    // The connection ends with the stream: a draining server need not wait for it to idle.
    connection: 'close',
  });
  const stream = new EventStream(reply.raw, holder);
  stream.onClose(release);
  reply.raw.write(`retry: ${spread(1000, 4000)}\n\n`);
  streams.add(stream);
  if (request.method === 'HEAD') reply.raw.end();
  return stream;
}

/** All open streams of one service: pings, ends of accounts, drain. One timer for all of them. */
@Injectable()
export class Streams implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly slots = Array.from({ length: pingSeconds }, () => new Set<EventStream>());
  private nextSlot = 0;
  private seconds = 0;
  private timer: NodeJS.Timeout | undefined;
  private draining = false;
  readonly counts: StreamCounts;

  constructor(
    private readonly adapter: HttpAdapterHost,
    private readonly identities: Identities,
    private readonly clock: DatabaseClock,
    @Inject(SERVICE_CONFIG) config: ServiceConfig,
  ) {
    this.counts = new StreamCounts(config);
  }

  onApplicationBootstrap(): void {
    registries.set(this.adapter.httpAdapter.getHttpServer() as Server, this);
    this.identities.whenGone((accountId) => this.closeOf(accountId));
    this.identities.whenSignInEnds((id) => this.closeOfSignIns([id]));
    this.identities.whenChanged((account) => this.closeWithout(account.accountId, rolesIn(account)));
  }

  onModuleDestroy(): void {
    this.drain();
    clearInterval(this.timer);
  }

  get open(): number {
    return this.slots.reduce((sum, slot) => sum + slot.size, 0);
  }

  add(stream: EventStream): void {
    const slot = this.slots[(this.nextSlot = (this.nextSlot + 1) % pingSeconds)]!;
    slot.add(stream);
    this.timer ??= setInterval(() => void this.tick(), 1000).unref();
    openStreams.inc();
    stream.onClose(() => {
      slot.delete(stream);
      openStreams.dec();
    });
    if (this.draining) stream.close('draining', spread(1000, 5000));
  }

  closeOf(accountId: string): void {
    for (const stream of this.all())
      if (stream.holder?.accountId === accountId) stream.close('account-deactivated');
  }

  private closeOfSignIns(ended: readonly string[]): void {
    const ids = new Set<string | null | undefined>(ended);
    for (const stream of this.all()) if (ids.has(stream.holder?.signInId)) stream.close('sign-in-over');
  }

  /** A stream that was opened with a role the account no longer holds closes; its reader may open another. */
  private closeWithout(accountId: string, roles: readonly string[]): void {
    for (const stream of this.all()) {
      const { holder } = stream;
      if (holder?.accountId !== accountId || holder.roles.every((role) => roles.includes(role))) continue;
      stream.close('roles-changed', spread(500, 2000));
    }
  }

  private closeExpired(now: number): void {
    for (const stream of this.all()) {
      const expiresAt = stream.holder?.expiresAt;
      if (expiresAt === undefined || now < expiresAt - renewalNoticeMs) continue;
      if (now >= expiresAt) stream.close('token-expired');
      else if (!stream.announced) {
        stream.announced = true;
        stream.send({ event: 'renew', data: { expiresAt: new Date(expiresAt).toISOString() } });
      }
    }
  }

  /** Sends every reader a time to reconnect, five milliseconds apart on average, and ends its stream. */
  drain(): void {
    this.draining = true;
    const window = Math.max(4000, this.open * 5);
    const open = [...this.all()];
    for (const stream of open) stream.close('draining', spread(500, 500 + window));
    // A reader that does not read must not hold up the exit.
    setTimeout(() => open.forEach((stream) => stream.drop()), 2000).unref();
  }

  private *all(): Generator<EventStream> {
    for (const slot of this.slots) yield* slot;
  }

  private async tick(): Promise<void> {
    if (!this.open) {
      clearInterval(this.timer);
      this.timer = undefined;
      return;
    }
    this.seconds += 1;
    const ping = { event: 'ping', data: { at: this.clock.now().toISOString() } };
    for (const stream of this.slots[this.seconds % pingSeconds]!) stream.send(ping);
    this.closeExpired(this.clock.now().getTime());
    if (this.seconds % signInRecheckSeconds === 0) await this.recheckSignIns();
    if (this.seconds % accountRecheckSeconds === 0) await this.recheckAccounts();
  }

  private async recheckSignIns(): Promise<void> {
    const signIns = new Set([...this.all()].flatMap(({ holder }) => holder?.signInId ?? []));
    if (signIns.size > 0) this.closeOfSignIns(await this.identities.endedAmong([...signIns]));
  }

  private async recheckAccounts(): Promise<void> {
    const accounts = new Set([...this.all()].map(({ holder }) => holder?.accountId));
    for (const accountId of accounts) {
      if (accountId && !(await this.identities.isActive(accountId))) this.closeOf(accountId);
    }
  }
}

const spread = (from: number, to: number): number => Math.round(from + Math.random() * (to - from));
