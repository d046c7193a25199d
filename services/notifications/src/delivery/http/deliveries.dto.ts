import { PageQuery } from '@carrel/web';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsUUID, ValidateIf } from 'class-validator';
import type { DeliveryStatus } from '../domain/delivery.js';
import { messages } from '../../mail/messages.js';

const statuses = ['queued', 'retrying', 'accepted', 'uncertain', 'suppressed', 'bounced', 'failed'] as const;

export class DeliveriesQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'this or sessionId is needed' })
  @ValidateIf((query: DeliveriesQuery) => query.sessionId === undefined)
  @IsUUID()
  questionId?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'the question that came of this chat' })
  @IsOptional()
  @IsUUID()
  sessionId?: string;
}

export class ResendDto {
  @ApiProperty({ description: 'the account that had it sent again', format: 'uuid' })
  by!: string;
  @ApiProperty({ type: String, format: 'date-time' })
  at!: string;
}

export class DeliveryDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty({ description: 'which of the messages it is', enum: [...messages] })
  message!: string;
  @ApiProperty({ type: String, nullable: true, description: "null for a patron's address you may not see" })
  to!: string | null;
  @ApiProperty({
    description:
      'uncertain: the mail server did not say; suppressed: not sent, for the address refused mail before',
    enum: statuses,
  })
  status!: DeliveryStatus;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'the library it was sent for or to',
  })
  institutionId!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  questionId!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  sessionId!: string | null;
  @ApiProperty({ description: 'when it was to be sent', type: String, format: 'date-time' })
  queuedAt!: Date;
  @ApiProperty({
    description: 'when the mail server took it; null: not yet',
    type: String,
    format: 'date-time',
    nullable: true,
  })
  sentAt!: Date | null;
  @ApiProperty({ type: 'integer' })
  attempts!: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  nextTryAt!: Date | null;
  @ApiProperty({ type: String, nullable: true, description: 'codes of the last failure, such as 550 5.1.1' })
  lastReply!: string | null;
  @ApiProperty({ type: [ResendDto], description: 'who had it sent once more, and when' })
  resends!: ResendDto[];
}

export function deliveryDto(delivery: Omit<DeliveryDto, 'message'> & { message: string }): DeliveryDto {
  const { id, message, to, status, institutionId, questionId, sessionId } = delivery;
  const { queuedAt, sentAt, attempts, nextTryAt, lastReply, resends } = delivery;
  return {
    id,
    message,
    to,
    status,
    institutionId,
    questionId,
    sessionId,
    queuedAt,
    sentAt,
    attempts,
    nextTryAt,
    lastReply,
    resends,
  };
}
