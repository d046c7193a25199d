import { Names } from '@carrel/directory';
import {
  ApiPage,
  ApiProblems,
  Caller,
  pageOf,
  PageQuery,
  PathId,
  readCursor,
  Staff,
  type Page,
  type StaffIdentity,
} from '@carrel/web';
import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Review } from '../domain/review.js';
import { ReviewService } from '../review.service.js';
import {
  QueueQuery,
  reviewDto,
  ReviewDto,
  ReviewShownDto,
  ToReviewDto,
  toReviewDto,
  TranscriptReadDto,
  transcriptReadDto,
} from './review.dto.js';

@ApiTags('reviews')
@Controller('v1')
export class ReviewController {
  constructor(
    private readonly reviews: ReviewService,
    private readonly names: Names,
  ) {}

  /** Chats of one week with the library's patrons, and those its librarians held for others (R7, R80). */
  @Get('review-queue')
  @Staff('questions.review')
  @ApiPage(ToReviewDto)
  @ApiProblems(400, 422)
  async queue(@Caller() caller: StaffIdentity, @Query() query: QueueQuery): Promise<Page<ToReviewDto>> {
    const after = readCursor(query.cursor, 'time', 'id');
    const { rows } = await this.reviews.queue(caller, query.week, query.reviewed, after, query.limit);
    const { items, nextCursor } = pageOf(rows, query.limit, (row) => [row.at, row.questionId]);
    const names = await this.names.of(items.map((row) => row.librarianId));
    return { items: items.map((row) => toReviewDto(row, names)), nextCursor };
  }

  /** The library's review of a question; a second one takes the place of the first. */
  @Put('questions/:id/review')
  @Staff('questions.review')
  @ApiOkResponse({ type: ReviewShownDto })
  @ApiProblems(404, 422)
  async review(
    @Caller() caller: StaffIdentity,
    @PathId() id: string,
    @Body() body: ReviewDto,
  ): Promise<ReviewShownDto> {
    const review = await this.reviews.review(caller, id, body);
    return reviewDto(review, await this.named([review]));
  }

  /** Lists the reviews of a question. */
  @Get('questions/:id/reviews')
  @Staff('questions.review')
  @ApiPage(ReviewShownDto)
  @ApiProblems(404)
  async ofQuestion(@Caller() caller: StaffIdentity, @PathId() id: string): Promise<Page<ReviewShownDto>> {
    const found = await this.reviews.reviewsOf(caller, id);
    const names = await this.named(found);
    return { items: found.map((review) => reviewDto(review, names)), nextCursor: null };
  }

  /** What reviewers of any library wrote to the caller about chats of his or hers. */
  @Get('feedback')
  @Staff('questions.work')
  @ApiPage(ReviewShownDto)
  @ApiProblems(400)
  async feedback(@Caller() caller: StaffIdentity, @Query() query: PageQuery): Promise<Page<ReviewShownDto>> {
    const after = readCursor(query.cursor, 'time', 'id');
    const rows = await this.reviews.feedbackFor(caller, after, query.limit);
    const { items, nextCursor } = pageOf(rows, query.limit, (row) => [row.at, row.questionId]);
    const names = await this.named(items);
    return { items: items.map((row) => reviewDto(row, names)), nextCursor };
  }

  /** Who of other libraries has read transcripts of this library's patrons, newest first. */
  @Get('transcript-reads')
  @Staff('questions.review', 'institution.manage')
  @ApiPage(TranscriptReadDto)
  @ApiProblems(400)
  async reads(@Caller() caller: StaffIdentity, @Query() query: PageQuery): Promise<Page<TranscriptReadDto>> {
    const before = readCursor(query.cursor, 'number');
    const rows = await this.reviews.readsOf(caller, before?.[0], query.limit);
    const { items, nextCursor } = pageOf(rows, query.limit, (row) => [Number(row.id)]);
    const names = await this.names.of(items.map((row) => row.accountId));
    return { items: items.map((row) => transcriptReadDto(row, names)), nextCursor };
  }

  private named(reviews: readonly Review[]): Promise<Map<string, string>> {
    return this.names.of(reviews.flatMap((review) => [review.reviewerId, review.feedbackToId]));
  }
}
