import { eventNames, type EventName } from '@carrel/contracts';
import { IsInstant, IsWebAddress, PageQuery, AtMost } from '@carrel/web';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  ValidateIf,
} from 'class-validator';
import type { DisabledBecause } from '../domain/endpoint.js';
import { deliveryStatuses, type DeliveryRow, type DeliveryStatus } from '../domain/delivery.js';
import type { WithCounts } from '../webhooks.service.js';

export class ChangeWebhookDto {
  @ApiProperty({ format: 'uri', maxLength: 2000, example: 'https://library.example/carrel' })
  @IsWebAddress(2000, { fragment: false })
  url!: string;

  @ApiPropertyOptional({ maxLength: 200, default: '', description: 'for those who look after it' })
  @IsOptional()
  @IsString()
  @AtMost(200)
  @Matches(/^[^\p{Cc}\p{Cs}]*$/u, { message: 'description must be one line of text' })
  description?: string;

  @ApiPropertyOptional({
    type: [String],
    enum: eventNames,
    nullable: true,
    minItems: 1,
    maxItems: eventNames.length,
    description: 'null or absent: every event',
  })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(eventNames.length)
  @ArrayUnique()
  @IsIn(eventNames, { each: true })
  events?: EventName[] | null;

  @ApiPropertyOptional({ default: true, description: 'false: nothing is posted' })
  @IsOptional()
  @IsBoolean()
  enabled?: boolean;
}

export class CreateWebhookDto extends ChangeWebhookDto {
  @ApiPropertyOptional({ format: 'uuid', description: "default: the caller's own library" })
  @IsOptional()
  @IsUUID()
  institutionId?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'for the endpoint of a group instead' })
  @ValidateIf((dto: CreateWebhookDto) => dto.groupId !== undefined)
  @IsUUID()
  groupId?: string;
}

export class WebhooksQuery {
  @ApiPropertyOptional({ format: 'uuid', description: "default: the caller's own library" })
  @IsOptional()
  @IsUUID()
  institutionId?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  groupId?: string;
}

export class RotateWebhookDto {
  @ApiPropertyOptional({
    default: false,
    description: 'the secret leaked: it signs nothing more, instead of for another day',
  })
  @IsOptional()
  @IsBoolean()
  leaked?: boolean;
}

export class ReplayDto {
  @ApiPropertyOptional({
    format: 'date-time',
    maxLength: 40,
    description: 'everything since then once more; absent: all dead letters',
  })
  @IsOptional()
  @IsInstant()
  @AtMost(40)
  from?: string;
}

export class ReplayedDto {
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'dead letters queued again; null for a replay from a date, which goes on by itself',
  })
  queued!: number | null;
}

export class WebhookOwnerDto {
  @ApiProperty({ description: 'whether the owner is a library or a group', enum: ['institution', 'group'] })
  kind!: 'institution' | 'group';
  @ApiProperty({ format: 'uuid' })
  id!: string;
}

export class WebhookDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty({ type: WebhookOwnerDto })
  owner!: WebhookOwnerDto;
  @ApiProperty({ description: 'where events are posted', format: 'uri' })
  url!: string;
  @ApiProperty({ description: 'for those who look after it' })
  description!: string;
  @ApiProperty({
    description: 'which events are posted; null: all',
    type: [String],
    enum: eventNames,
    nullable: true,
  })
  events!: EventName[] | null;
  @ApiProperty({ description: 'false: nothing is posted' })
  enabled!: boolean;
  @ApiProperty({ type: String, enum: ['by-hand', 'failing', 'gone', 'no-administrator'], nullable: true })
  disabledBecause!: DisabledBecause | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'null while it takes what it is sent',
  })
  failingSince!: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  nextTryAt!: Date | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'until when the secret before the last signs too',
  })
  previousSecretUntil!: Date | null;
  @ApiProperty({ type: 'integer', description: 'events that wait' })
  queued!: number;
  @ApiProperty({ type: 'integer', description: 'dead letters' })
  dead!: number;
  @ApiProperty({ type: String, format: 'date-time' })
  createdAt!: Date;
}

export class WebhookWithSecretDto extends WebhookDto {
  @ApiProperty({ description: 'shown this once: whsec_ and base64, as Standard Webhooks writes it' })
  secret!: string;
}

export const webhookDto = ({ endpoint, queued, dead }: WithCounts): WebhookDto => ({
  id: endpoint.id,
  owner: endpoint.owner,
  url: endpoint.url,
  description: endpoint.description,
  events: endpoint.events,
  enabled: endpoint.enabled,
  disabledBecause: endpoint.disabledBecause,
  failingSince: endpoint.failingSince,
  nextTryAt: endpoint.nextTryAt,
  previousSecretUntil: endpoint.previousUntil,
  queued,
  dead,
  createdAt: endpoint.createdAt,
});

export class WebhookDeliveriesQuery extends PageQuery {
  @ApiPropertyOptional({ enum: deliveryStatuses, description: 'dead: the dead letters' })
  @IsOptional()
  @IsIn(deliveryStatuses)
  status?: DeliveryStatus;
}

export class WebhookDeliveryDto implements DeliveryRow {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty({ format: 'uuid', description: 'the webhook-id, the same in every try' })
  eventId!: string;
  @ApiProperty({ description: 'which event was posted' })
  event!: string;
  @ApiProperty({ description: 'dead: given up after the last try', enum: deliveryStatuses })
  status!: DeliveryStatus;
  @ApiProperty({ type: 'integer' })
  attempts!: number;
  @ApiProperty({ type: 'integer', nullable: true, description: "HTTP status of the receiver's last answer" })
  lastStatus!: number | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'why there was no answer: timeout, connection-refused, forbidden-address and the like',
  })
  lastError!: string | null;
  @ApiProperty({ description: 'when it was to be posted', type: String, format: 'date-time' })
  queuedAt!: Date;
  @ApiProperty({
    description: 'when it was last tried; null: never',
    type: String,
    format: 'date-time',
    nullable: true,
  })
  triedAt!: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  endedAt!: Date | null;
}
