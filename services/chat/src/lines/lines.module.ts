import { Module } from '@nestjs/common';
import { ErasureService } from './erasure.service.js';
import { ErasureReactions } from './events/erasure.reactions.js';
import { Erasing } from './persistence/erasing.js';
import { LineWriters } from './persistence/line-writers.js';
import { Lines } from './persistence/lines.repository.js';
import { ReadingMarks } from './persistence/reading.repository.js';

/** The lines of sessions: how they are numbered, written in batches, read and erased. */
@Module({
  controllers: [ErasureReactions],
  providers: [Erasing, ErasureService, LineWriters, Lines, ReadingMarks],
  exports: [LineWriters, Lines, ReadingMarks],
})
export class LinesModule {}
