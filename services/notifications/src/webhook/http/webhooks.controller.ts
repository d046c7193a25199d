import {
  ApiPage,
  ApiProblems,
  Caller,
  pageOf,
  PathId,
  readCursor,
  Services,
  Staff,
  type Page,
  type ServiceIdentity,
  type StaffIdentity,
} from '@carrel/web';
import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { Owner } from '../domain/endpoint.js';
import { WebhooksService, type WebhookInput } from '../webhooks.service.js';
import {
  ChangeWebhookDto,
  CreateWebhookDto,
  ReplayDto,
  ReplayedDto,
  RotateWebhookDto,
  WebhookDeliveriesQuery,
  WebhookDeliveryDto,
  webhookDto,
  WebhookDto,
  WebhooksQuery,
  WebhookWithSecretDto,
} from './webhooks.dto.js';

type Managing = StaffIdentity | ServiceIdentity;

/** Webhooks to the Standard Webhooks specification, run by each library and group itself. */
@ApiTags('webhooks')
@Controller('v1/webhooks')
@Staff('institution.manage', 'group.manage')
@Services('webhooks:manage')
export class WebhooksController {
  constructor(private readonly webhooks: WebhooksService) {}

  /** All endpoints of one library or group: twenty at most. */
  @Get()
  @ApiPage(WebhookDto)
  async list(@Caller() caller: Managing, @Query() query: WebhooksQuery): Promise<Page<WebhookDto>> {
    const found = await this.webhooks.of(ownerFor(caller, query), caller);
    return { items: found.map(webhookDto), nextCursor: null };
  }

  /** The secret that signs is in this answer and in no other. */
  @Post()
  @ApiCreatedResponse({ type: WebhookWithSecretDto })
  @ApiProblems(409, 422)
  async create(@Caller() caller: Managing, @Body() dto: CreateWebhookDto): Promise<WebhookWithSecretDto> {
    const { found, secret } = await this.webhooks.create(ownerFor(caller, dto), inputOf(dto), caller);
    return { ...webhookDto(found), secret };
  }

  /** Reads one webhook endpoint. */
  @Get(':id')
  @ApiOkResponse({ type: WebhookDto })
  async read(@Caller() caller: Managing, @PathId() id: string): Promise<WebhookDto> {
    return webhookDto(await this.webhooks.get(id, caller));
  }

  /** Replaces all of it; switched on again, it goes on with what happens from then. */
  @Put(':id')
  @ApiOkResponse({ type: WebhookDto })
  async change(
    @Caller() caller: Managing,
    @PathId() id: string,
    @Body() dto: ChangeWebhookDto,
  ): Promise<WebhookDto> {
    return webhookDto(await this.webhooks.change(id, inputOf(dto), caller));
  }

  /** Deletes a webhook endpoint; nothing more is posted there. */
  @Delete(':id')
  @HttpCode(204)
  @ApiNoContentResponse()
  remove(@Caller() caller: Managing, @PathId() id: string): Promise<void> {
    return this.webhooks.remove(id, caller);
  }

  /** Replaces a webhook's secret. A new secret; both sign for another day unless the present one leaked. */
  @Post(':id/rotate')
  @HttpCode(200)
  @ApiOkResponse({ type: WebhookWithSecretDto })
  async rotate(
    @Caller() caller: Managing,
    @PathId() id: string,
    @Body() { leaked }: RotateWebhookDto,
  ): Promise<WebhookWithSecretDto> {
    const { found, secret } = await this.webhooks.rotate(id, leaked ?? false, caller);
    return { ...webhookDto(found), secret };
  }

  /** Sends `webhook.tested.v1` to this endpoint, by the way that all events take. */
  @Post(':id/test')
  @HttpCode(202)
  @ApiAcceptedResponse()
  @ApiProblems(409)
  test(@Caller() caller: Managing, @PathId() id: string): Promise<void> {
    return this.webhooks.test(id, caller);
  }

  /** What was sent and how it fared, newest first; with `status=dead` the dead letters. */
  @Get(':id/deliveries')
  @ApiPage(WebhookDeliveryDto)
  async deliveries(
    @Caller() caller: Managing,
    @PathId() id: string,
    @Query() { status, cursor, limit }: WebhookDeliveriesQuery,
  ): Promise<Page<WebhookDeliveryDto>> {
    const after = readCursor(cursor, 'id')?.[0];
    const rows = await this.webhooks.deliveriesOf(id, caller, { status, after, limit: limit + 1 });
    return pageOf(rows, limit, (row) => [row.id]);
  }

  /** Queues one dead letter again. */
  @Post(':id/deliveries/:deliveryId/replay')
  @HttpCode(202)
  @ApiAcceptedResponse({ type: ReplayedDto })
  @ApiProblems(409)
  async replayOne(
    @Caller() caller: Managing,
    @PathId() id: string,
    @PathId('deliveryId') deliveryId: string,
  ): Promise<ReplayedDto> {
    return { queued: await this.webhooks.revive(id, deliveryId, caller) };
  }

  /** Queues all dead letters again, or with `from` everything since then, under the same ids as before. */
  @Post(':id/replay')
  @HttpCode(202)
  @ApiAcceptedResponse({ type: ReplayedDto })
  @ApiProblems(409)
  async replay(
    @Caller() caller: Managing,
    @PathId() id: string,
    @Body() { from }: ReplayDto,
  ): Promise<ReplayedDto> {
    if (from === undefined) return { queued: await this.webhooks.revive(id, null, caller) };
    await this.webhooks.replay(id, new Date(from), caller);
    return { queued: null };
  }
}

function ownerFor(caller: Managing, asked: { institutionId?: string; groupId?: string }): Owner {
  if (asked.groupId) return { kind: 'group', id: asked.groupId };
  if (asked.institutionId) return { kind: 'institution', id: asked.institutionId };
  return caller.kind === 'service' ? caller.owner : { kind: 'institution', id: caller.institutionId };
}

const inputOf = ({ url, description, events, enabled }: ChangeWebhookDto): WebhookInput => ({
  // What is no address the service refuses in words.
  url: URL.canParse(url) ? new URL(url).href : url,
  description: description ?? '',
  events: events ?? null,
  enabled: enabled ?? true,
});
