import { ApiPage, Caller, PathId, Staff, type Page, type StaffIdentity } from '@carrel/web';
import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { FeedService } from '../feed.service.js';
import { FeedReaderDto } from './feed-readers.dto.js';

@ApiTags('feed')
@Controller('v1/groups')
export class FeedReadersController {
  constructor(private readonly feed: FeedService) {}

  /**
   * Where each service account that reads a group's feed stands, for who manages its credentials: a hundred at most, those
   * who called last first.
   */
  @Get(':id/feed-readers')
  @Staff('group.manage', 'platform.operate')
  @ApiPage(FeedReaderDto)
  async list(@Caller() caller: StaffIdentity, @PathId() id: string): Promise<Page<FeedReaderDto>> {
    return { items: await this.feed.readersOf(id, caller), nextCursor: null };
  }
}
