import { ReviewController } from './http/review.controller.js';
import { Reviews } from './persistence/reviews.js';
import { TranscriptReads } from './persistence/transcript-reads.js';
import { ReviewService } from './review.service.js';

/** What the module wires for reviews. */
export const review = {
  controllers: [ReviewController],
  providers: [Reviews, TranscriptReads, ReviewService],
};
