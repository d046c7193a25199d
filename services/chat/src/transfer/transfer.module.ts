import { Module } from '@nestjs/common';
import { LinesModule } from '../lines/lines.module.js';
import { LiveModule } from '../live/live.module.js';
import { MonitorModule } from '../monitor/monitor.module.js';
import { QueueModule } from '../queue/queue.module.js';
import { ReadingModule } from '../reading/reading.module.js';
import { SessionModule } from '../session/session.module.js';
import { TransferJobs } from './events/jobs.js';
import { TransfersController } from './http/transfers.controller.js';
import { Transfers } from './persistence/transfers.repository.js';
import { TransferTargets } from './transfer-targets.service.js';
import { TransfersService } from './transfers.service.js';

/** Handing a session to another librarian, or asking one to join. */
@Module({
  imports: [LinesModule, LiveModule, MonitorModule, QueueModule, ReadingModule, SessionModule],
  controllers: [TransfersController],
  providers: [TransferJobs, TransferTargets, Transfers, TransfersService],
  exports: [Transfers, TransfersService],
})
export class TransferModule {}
