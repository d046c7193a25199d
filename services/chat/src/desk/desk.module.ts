import { Module } from '@nestjs/common';
import { LiveModule } from '../live/live.module.js';
import { MonitorModule } from '../monitor/monitor.module.js';
import { QueueModule } from '../queue/queue.module.js';
import { ReadingModule } from '../reading/reading.module.js';
import { TransferModule } from '../transfer/transfer.module.js';
import { DeskViews } from './http/desk-views.js';
import { MonitorController } from './http/monitor.controller.js';
import { MonitorStreamController } from './http/stream.controller.js';

/** All that a librarian on shift has to see, read at once or followed. */
@Module({
  imports: [LiveModule, MonitorModule, QueueModule, ReadingModule, TransferModule],
  controllers: [MonitorController, MonitorStreamController],
  providers: [DeskViews],
})
export class DeskModule {}
