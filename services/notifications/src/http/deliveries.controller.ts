import {
  ApiPage,
  ApiProblems,
  Caller,
  pageOf,
  readCursor,
  Staff,
  type Page,
  type StaffIdentity,
} from '@carrel/web';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
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
}
