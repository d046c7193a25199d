import { Controller, Get, Headers, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { Clock, Refusal } from '@carrel/kernel';
import { ApiProblems, ApiStream, Caller, openStream, Problem, Public, type Identity } from '@carrel/web';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Live } from '../../live/live.js';
import { StreamAdmission } from '../../reading/http/admission.js';
import type { Librarian } from '../../monitor/domain/monitor.js';
import { MonitorsService } from '../../monitor/monitors.service.js';
import { TalkDto } from '../../notes/http/talk.dto.js';
import { TalkService } from '../../notes/talk.service.js';
import { NoticeDto } from '../../notice/http/notice.dto.js';
import { NoticesService } from '../../notice/notices.service.js';
import { SessionDto } from '../../reading/http/session.dto.js';
import { SessionViews } from '../../reading/http/session-views.js';
import { SessionReader, type Viewer } from '../../reading/session-reader.service.js';
import { TranscriptService } from '../../transcript/transcript.service.js';
import { chatFeed } from '../chat-feed.js';
import { readPoint, type Place } from '../resume-point.js';
import { idAt, mustBePast, StaffStream, type Speaker } from '../staff-stream.js';
import { DeskChangeDto, DeskSnapshotDto } from './desk.dto.js';
import { DeskSnapshots } from './desk-snapshots.js';
import {
  ChatLineDto,
  ChatReadDto,
  ChatTypingDto,
  ChatUnreadDto,
  StaffStreamQuery,
} from './staff-events.dto.js';

const PAGE = 200;

@ApiTags('streams')
@Controller('v1/me/stream')
export class StaffStreamController {
  constructor(
    private readonly desks: DeskSnapshots,
    private readonly notices: NoticesService,
    private readonly talk: TalkService,
    private readonly sessions: SessionReader,
    private readonly monitors: MonitorsService,
    private readonly views: SessionViews,
    private readonly transcript: TranscriptService,
    private readonly live: Live,
    private readonly admission: StreamAdmission,
    private readonly clock: Clock,
  ) {}

  /**
   * One stream for everything a member of staff must see, with or without a shift: the desk and what changes on it, the
   * chats he or she is in from their first line, typing and read marks, talk of colleagues, and what happens to questions.
   * `desk` comes first and is whole; `line`, `talk` and `notice` resume after the id in `Last-Event-ID` or `after`.
   * Presence comes from calls, PUT monitor/heartbeat at the least.
   */
  @Get()
  @Public()
  @ApiHeader({
    name: 'last-event-id',
    required: false,
    description: 'the id of the last event that was seen',
    schema: { type: 'string', maxLength: 1300 },
  })
  @ApiStream({
    desk: DeskSnapshotDto,
    'desk-changed': DeskChangeDto,
    session: SessionDto,
    line: ChatLineDto,
    unread: ChatUnreadDto,
    typing: ChatTypingDto,
    read: ChatReadDto,
    talk: TalkDto,
    notice: NoticeDto,
  })
  @ApiProblems(400, 401, 403, 422, 429)
  async follow(
    @Query() query: StaffStreamQuery,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Caller() caller: Identity,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const admitted = await this.admission.admit(query.ticket, null, caller, {
      lastEventId,
      after: query.after,
    });
    const librarian = librarianIn(admitted.viewer);
    const place = await this.placeFrom(admitted.from);

    const stream = openStream(request, reply, admitted.streamHolder, librarian.id);
    stream.reconnectsWith(admitted.reconnect);
    const staff = new StaffStream(stream, librarian.id, librarian.signIn, place, {
      desk: () => this.desks.of(librarian),
      follow: (id, after, speaker) => this.feed(id, after, librarian, speaker),
      notices: async (after) =>
        (await this.notices.after(librarian, after, PAGE)).map((n) => NoticeDto.of(n)),
      talk: (queueIds, after) => this.talk.toDesk({ accountId: librarian.id, queueIds }, after, PAGE),
    });
    stream.onClose(this.live.watch(staff));
    stream.onClose(
      this.notices.follow({
        id: librarian.id,
        institutionId: librarian.institutionId,
        receive: () => staff.changed(),
      }),
    );
    stream.onClose(() => staff.stop());
    staff.changed();
  }

  /** Without a resume point notices and talk begin now; their lists have what was before. */
  private async placeFrom(point: string | undefined): Promise<Place & { talk: string }> {
    const now = this.clock.now().getTime();
    const last = await this.notices.lastSeq();
    const begin = { notice: last, talk: idAt(now), lines: new Map<string, number>() };
    if (point === undefined || point === '') return begin;
    const place = readPoint(point);
    mustBePast(place, { notice: last, now });
    return { ...place, talk: place.talk ?? begin.talk };
  }

  private async feed(id: string, after: number, librarian: Librarian, speaker: Speaker) {
    const viewer = { kind: 'librarian' as const, ...librarian };
    const followed = async () => {
      const session = await this.sessions.readAsParty(id, viewer);
      await this.monitors.mustNotBeElsewhere(librarian);
      return session;
    };
    let session: Awaited<ReturnType<typeof followed>>;
    try {
      session = await followed();
    } catch (error) {
      // Left, or on shift elsewhere, between the look at the desk and this one; the desk says so next.
      if (error instanceof Refusal) return { changed: () => speaker.over(id), stop: () => undefined };
      throw error;
    }
    const lastSeq = await this.transcript.lastSeq(id);
    const source = {
      session: followed,
      view: async (now: typeof session) => this.views.full(now, viewer),
      lines: (now: typeof session, seq: number) => this.transcript.after(now, seq, PAGE),
      lastSeq: () => this.transcript.lastSeq(id),
      now: () => this.clock.now(),
      silenceTimes: () => this.views.silenceTimes(librarian),
      unread: async () => (await this.sessions.readingOf(librarian, [session])).get(id),
    };
    // A point beyond the end would wait for lines for ever.
    return chatFeed(session, after <= lastSeq ? after : 0, source, {
      accountId: librarian.id,
      live: this.live,
      speaker,
    });
  }
}

function librarianIn(viewer: Viewer): Librarian {
  if (viewer.kind === 'patron') throw new Problem(403, 'not-allowed', 'This is for staff.');
  const { kind: _, ...librarian } = viewer;
  return librarian;
}
