import { Module } from '@nestjs/common';
import { QuestionModule } from '../question/question.module.js';
import { ReviewController } from './http/review.controller.js';
import { Reviews } from './persistence/reviews.js';
import { TranscriptReads } from './persistence/transcript-reads.js';
import { ReviewService } from './review.service.js';

/** What reviewers look at, and who has read which transcript. */
@Module({
  imports: [QuestionModule],
  controllers: [ReviewController],
  providers: [ReviewService, Reviews, TranscriptReads],
  exports: [TranscriptReads],
})
export class ReviewModule {}
