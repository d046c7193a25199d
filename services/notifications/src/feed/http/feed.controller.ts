import { ApiProblems, Caller, invalid, ServicesOnly, type ServiceIdentity } from '@carrel/web';
import { Body, Controller, Delete, Get, HttpCode, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { FeedService } from '../feed.service.js';
import { FeedDto, OpenFeedDto } from './feed.dto.js';

@ApiTags('feed')
@Controller('v1/feed')
export class FeedController {
  constructor(private readonly feed: FeedService) {}

  /** Where the service account stands in its group's feed, and how a NATS client goes on from there. */
  @Get()
  @ServicesOnly('events:read')
  @ApiOkResponse({ type: FeedDto })
  @ApiProblems(404)
  read(@Caller() caller: ServiceIdentity): Promise<FeedDto> {
    return this.feed.read(caller);
  }

  /** Makes the place, or moves it: with `from` everything since then is read again, under the same ids. */
  @Put()
  @ServicesOnly('events:read')
  @ApiOkResponse({ type: FeedDto })
  open(@Caller() caller: ServiceIdentity, @Body() { from, events }: OpenFeedDto): Promise<FeedDto> {
    return this.feed.open(caller, { from: from === undefined ? undefined : timeOf(from), events });
  }

  /** Gives the place up; events are no longer kept for this service account. */
  @Delete()
  @HttpCode(204)
  @ServicesOnly('events:read')
  @ApiNoContentResponse()
  close(@Caller() caller: ServiceIdentity): Promise<void> {
    return this.feed.close(caller);
  }
}

function timeOf(text: string): Date {
  const time = new Date(text);
  if (!Number.isNaN(time.getTime()) && time.getUTCFullYear() >= 1970 && time.getUTCFullYear() < 10_000)
    return time;
  throw invalid([{ path: 'from', code: 'not-a-time', message: 'from must be a time' }]);
}
