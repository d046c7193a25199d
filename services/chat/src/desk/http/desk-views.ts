import { NamesBesideIds } from '@carrel/directory';
import { Injectable } from '@nestjs/common';
import { SessionViews } from '../../reading/http/session-views.js';
import { SessionReader } from '../../reading/session-reader.service.js';
import { QueuesService } from '../../queue/queues.service.js';
import { TransferDto } from '../../transfer/http/transfer.dto.js';
import { TransfersService } from '../../transfer/transfers.service.js';
import type { Librarian } from '../../monitor/domain/monitor.js';
import { MonitorsService } from '../../monitor/monitors.service.js';
import { MonitorDto, type DeskDto } from './monitor.dto.js';

const SHOWN = 200;

/** Everything one librarian on shift must see, for the stream and for those who poll. */
@Injectable()
export class DeskViews {
  constructor(
    private readonly monitors: MonitorsService,
    private readonly sessions: SessionReader,
    private readonly views: SessionViews,
    private readonly queues: QueuesService,
    private readonly transfers: TransfersService,
    private readonly names: NamesBesideIds,
  ) {}

  async of(librarian: Librarian): Promise<DeskDto> {
    const monitor = await this.monitors.held(librarian);
    const waiting = await this.sessions.waitingFor(librarian, SHOWN);
    const sessions = await this.sessions.attendedBy(librarian, SHOWN);
    const transfers = await this.transfers.openFor(librarian);
    return this.names.named({
      monitor: MonitorDto.of(monitor, librarian.signIn),
      queues: await this.queues.countsOf(monitor),
      waiting: await this.views.list(waiting, librarian),
      sessions: await this.views.list(sessions, librarian),
      transfers: transfers.map((transfer) => TransferDto.of(transfer)),
    });
  }
}
