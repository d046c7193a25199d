import { Module } from '@nestjs/common';
import { ErasureService } from './erasure.service.js';
import { ErasureReactions } from './events/erasure.reactions.js';
import { Erasing } from './persistence/erasing.js';
import { Lanes } from './persistence/lanes.js';
import { Lines } from './persistence/lines.repository.js';
import { ReadingMarks } from './persistence/reading.repository.js';

/** The lines of sessions: how they are numbered, written in batches, read and erased. */
@Module({
  controllers: [ErasureReactions],
  providers: [Erasing, ErasureService, Lanes, Lines, ReadingMarks],
  exports: [Lanes, Lines, ReadingMarks],
})
export class LinesModule {}
