import { Directory, Names } from '@carrel/directory';
import { shorten } from '@carrel/kernel';
import { Injectable } from '@nestjs/common';
import type { Librarian, Monitor } from '../../monitor/domain/monitor.js';
import { MonitorDto } from '../../desk/http/monitor.dto.js';
import { MonitorsService } from '../../monitor/monitors.service.js';
import { NoticesService } from '../../notice/notices.service.js';
import { QueuesService } from '../../queue/queues.service.js';
import { speaks } from '../../session/domain/asked-from.js';
import type { Session } from '../../session/domain/session.js';
import { SessionReader } from '../../reading/session-reader.service.js';
import type { Transfer } from '../../transfer/domain/transfer.js';
import { TransfersService } from '../../transfer/transfers.service.js';
import type { DeskLibraryDto, DeskSnapshotDto, TransferOfferDto, WaitingRowDto } from './desk.dto.js';

const WAITING_AT_MOST = 200;
/** Rows above this leave out when they are released: whoever sees so many waits for none of them. */
const RELEASES_AT_MOST = 100;
const SESSIONS_AT_MOST = 50;
/** Bytes of name and question in a row of the line, so that a whole desk stays under 64 KB (promise 12). */
const wordsOfRow = (rows: number): { patron: number; question: number } =>
  rows > 100
    ? { patron: 20, question: 46 }
    : rows > 50
      ? { patron: 30, question: 120 }
      : { patron: 60, question: 240 };

/** One desk as its stream shows it. */
@Injectable()
export class DeskSnapshots {
  constructor(
    private readonly monitors: MonitorsService,
    private readonly sessions: SessionReader,
    private readonly queues: QueuesService,
    private readonly transfers: TransfersService,
    private readonly notices: NoticesService,
    private readonly directory: Directory,
    private readonly names: Names,
  ) {}

  async of(librarian: Librarian): Promise<DeskSnapshotDto> {
    const monitor = await this.monitors.shiftOf(librarian.id);
    // Signs of life alone are nothing new.
    const shown = { ...MonitorDto.of(monitor, librarian.signIn), lastSeenAt: null };
    const unreadNotices = await this.notices.unread(librarian);
    if (!monitor || !shown.here) return { ...empty, monitor: shown, unreadNotices };
    const waiting = await this.sessions.waitingFor(librarian, WAITING_AT_MOST);
    const words = wordsOfRow(waiting.length);
    const attended = await this.sessions.attendedBy(librarian, SESSIONS_AT_MOST);
    return {
      monitor: shown,
      libraries: await this.librariesOf(waiting),
      queues: await this.queuesOf(monitor, librarian),
      waiting: waiting.map((session) => rowOf(session, monitor, words, waiting.length <= RELEASES_AT_MOST)),
      waitingInAll:
        waiting.length < WAITING_AT_MOST ? waiting.length : await this.sessions.countWaitingFor(librarian),
      sessions: attended.map(({ id }) => id),
      offers: await this.offersTo(librarian),
      unreadNotices,
    };
  }

  private async queuesOf(monitor: Monitor, librarian: Librarian) {
    const counts = new Map((await this.queues.countsOf(monitor)).map((queue) => [queue.id, queue]));
    const known = await this.queues.monitorableBy(librarian);
    return known.flatMap(({ id, name, kind }) => {
      const count = counts.get(id);
      return count ? [{ id, name, kind, waiting: count.waiting, monitoring: count.monitoring }] : [];
    });
  }

  private async librariesOf(waiting: readonly Session[]): Promise<DeskLibraryDto[]> {
    const ids = [...new Set(waiting.map(({ institutionId }) => institutionId))].sort();
    const rows = await this.directory.namesAndZonesOf(ids);
    return rows.map(({ id, name, timeZone }) => ({ id, name, timeZone }));
  }

  private async offersTo(librarian: Librarian): Promise<TransferOfferDto[]> {
    const open = await this.transfers.openFor(librarian);
    if (open.length === 0) return [];
    const people = await this.names.of(open.map(({ toLibrarianId }) => toLibrarianId));
    const offers: TransferOfferDto[] = [];
    for (const transfer of open) offers.push(await this.offerOf(transfer, librarian, people));
    return offers;
  }

  private async offerOf(
    transfer: Transfer,
    librarian: Librarian,
    people: ReadonlyMap<string, string>,
  ): Promise<TransferOfferDto> {
    const { id, sessionId, fromLibrarianId, fromName, toLibrarianId, toQueueId, reason, reasonCode } =
      transfer;
    const session = await this.sessions.known(sessionId);
    const library = session && (await this.directory.institution(session.institutionId));
    const queues =
      toQueueId && session ? await this.queues.chainOf(session.institutionId, session.practice) : [];
    const queue = queues.find((each) => each.id === toQueueId);
    return {
      id,
      sessionId,
      mine: fromLibrarianId === librarian.id,
      from: { id: fromLibrarianId, name: fromName },
      to: toLibrarianId ? { id: toLibrarianId, name: people.get(toLibrarianId) ?? '' } : null,
      queue: toQueueId ? { id: toQueueId, name: queue?.name ?? '' } : null,
      library: library ? { id: library.id, name: library.name } : null,
      reason,
      reasonCode,
      offeredAt: transfer.offeredAt.toISOString(),
      expiresAt: transfer.expiresAt.toISOString(),
    };
  }
}

const empty = { libraries: [], queues: [], waiting: [], waitingInAll: 0, sessions: [], offers: [] };

function rowOf(
  session: Session,
  monitor: Monitor,
  words: { patron: number; question: number },
  withRelease: boolean,
): WaitingRowDto {
  const [queueId = ''] = session.queueIds.filter((id) => monitor.queueIds.includes(id));
  return {
    id: session.id,
    institutionId: session.institutionId,
    queueId,
    patron: startOf(session.patronName, words.patron),
    question: startOf(session.question, words.question),
    since: session.queuedAt.toISOString(),
    ...(session.placeAt < session.requestedAt ? { first: true as const } : {}),
    ...(session.offeredTo === 'local' ? { local: true as const } : {}),
    ...(session.language && !speaks(monitor.languages, session.language)
      ? { language: session.language }
      : {}),
    ...(withRelease && session.releaseAt ? { releaseAt: session.releaseAt.toISOString() } : {}),
  };
}

/** At most so many bytes of JSON, on one line. */
function startOf(text: string, bytes: number): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  let length = bytes;
  while (length > 0 && Buffer.byteLength(JSON.stringify(shorten(line, length, '…'))) - 2 > bytes)
    length = Math.floor(length * 0.8);
  return shorten(line, length, '…');
}
