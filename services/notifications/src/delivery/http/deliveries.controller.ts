import {
  ApiPage,
  ApiProblems,
  Caller,
  PageQuery,
  pageOf,
  PathId,
  RateLimit,
  readCursor,
  Staff,
  type Page,
  type StaffIdentity,
} from '@carrel/web';
import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiTags } from '@nestjs/swagger';
import { DeliveriesService } from '../deliveries.service.js';
import { DeliveriesQuery, deliveryDto, DeliveryDto } from './deliveries.dto.js';

@ApiTags('deliveries')
@Controller('v1/deliveries')
export class DeliveriesController {
  constructor(private readonly deliveries: DeliveriesService) {}

  /** Every mail about a question, oldest first: to whom, which message, and how it fared. */
  @Get()
  @Staff('questions.read')
  @ApiPage(DeliveryDto)
  @ApiProblems(404, 503)
  async list(@Caller() caller: StaffIdentity, @Query() query: DeliveriesQuery): Promise<Page<DeliveryDto>> {
    const after = readCursor(query.cursor, 'id')?.[0];
    const rows = await this.deliveries.list(caller, query, after, query.limit);
    return pageOf(rows.map(deliveryDto), query.limit, ({ id }) => [id]);
  }

  /** The library's mails that did not get through or may not have, the newest first. */
  @Get('unsettled')
  @Staff('questions.read')
  @ApiPage(DeliveryDto)
  async unsettled(@Caller() caller: StaffIdentity, @Query() query: PageQuery): Promise<Page<DeliveryDto>> {
    const before = readCursor(query.cursor, 'id')?.[0];
    const rows = await this.deliveries.unsettled(caller, before, query.limit);
    return pageOf(rows.map(deliveryDto), query.limit, ({ id }) => [id]);
  }

  /** Sends once more what did not get through or may not have, under the same message id. */
  @Post(':id/resend')
  @HttpCode(202)
  @Staff('questions.work', 'questions.review', 'institution.manage')
  @RateLimit({ points: 60, seconds: 3600, by: 'account' })
  @ApiAcceptedResponse({ type: DeliveryDto })
  @ApiProblems(404, 409, 503)
  async resend(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<DeliveryDto> {
    return deliveryDto(await this.deliveries.resend(caller, id));
  }
}
