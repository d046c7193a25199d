import { PageQuery } from '@carrel/web';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { incomingStatuses, outcomes, type IncomingStatus } from '../domain/incoming-mail.js';
import { quotedBeside } from '../domain/quoting.js';
import type { SeenMail } from '../review.service.js';

const matches = ['token', 'references', 'subject', 'person'] as const;
const nullableId = { type: String, format: 'uuid', nullable: true } as const;

export class IncomingMailsQuery extends PageQuery {
  @ApiPropertyOptional({
    format: 'uuid',
    description: 'mails that belong to this question, for whoever may read it',
  })
  @IsOptional()
  @IsUUID()
  questionId?: string;

  @ApiPropertyOptional({ enum: incomingStatuses })
  @IsOptional()
  @IsIn(incomingStatuses)
  status?: IncomingStatus;
}

export class ReleaseDto {
  @ApiProperty({ enum: ['reply', 'question'], description: 'part of a question that is there, or a new one' })
  @IsIn(['reply', 'question'])
  as!: 'reply' | 'question';

  @ApiPropertyOptional({ format: 'uuid', description: 'for a reply, where the mail itself does not show it' })
  @IsOptional()
  @IsUUID()
  questionId?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'whose question it becomes, for the operator alone' })
  @IsOptional()
  @IsUUID()
  institutionId?: string;
}

export class IncomingAttachmentDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty()
  name!: string;
  @ApiProperty()
  mediaType!: string;
  @ApiProperty({ type: 'integer', description: 'bytes' })
  size!: number;
  @ApiProperty({
    type: String,
    nullable: true,
    enum: ['too-large', 'kind-not-allowed', null],
    description: 'why it is not given out; it is in the original',
  })
  refusal!: string | null;
}

export class IncomingMailDto {
  @ApiProperty({ format: 'uuid', description: 'also of the message or question that it became' })
  id!: string;
  @ApiProperty({ description: 'what became of it', enum: incomingStatuses })
  status!: string;
  @ApiProperty({ enum: [...outcomes, null], nullable: true, type: String })
  outcome!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'a code: why it is held or refused, or what gave it away',
  })
  reason!: string | null;
  @ApiProperty({
    enum: [...matches, null],
    nullable: true,
    type: String,
    description: 'how it found its question',
  })
  matchedBy!: string | null;
  @ApiProperty(nullableId)
  institutionId!: string | null;
  @ApiProperty({ ...nullableId, description: 'of a held mail: the one it seems to belong to' })
  questionId!: string | null;
  @ApiProperty(nullableId)
  referralId!: string | null;
  @ApiProperty({ ...nullableId, description: 'the mail of ours that it reports on' })
  deliveryId!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'null for one whose address you may not see' })
  from!: string | null;
  @ApiProperty({
    description: 'as the mail names the sender; null: it does not',
    type: String,
    nullable: true,
  })
  fromName!: string | null;
  @ApiProperty({ description: 'of the mail; null: none', type: String, nullable: true })
  subject!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'without what is thought to be quoted, and the signature; in doubt all of it',
  })
  text!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'the lines that text leaves out, to be shown folded: together they are all of it',
  })
  quoted!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'all of it' })
  wholeText!: string | null;
  @ApiProperty({ type: 'integer', description: 'bytes of the original' })
  size!: number;
  @ApiProperty({ description: 'when it came in', type: String, format: 'date-time' })
  arrivedAt!: Date;
  @ApiProperty({ ...nullableId, description: 'who released or rejected it' })
  decidedBy!: string | null;
  @ApiProperty({
    description: 'when somebody decided about it; null: nobody had to or has',
    type: String,
    format: 'date-time',
    nullable: true,
  })
  decidedAt!: Date | null;
  @ApiProperty({
    description: 'since when its words are gone; null: they are kept',
    type: String,
    format: 'date-time',
    nullable: true,
  })
  erasedAt!: Date | null;
  @ApiProperty({ description: 'files of the mail', type: [IncomingAttachmentDto] })
  attachments!: IncomingAttachmentDto[];
}

export function incomingMailDto({ mail, attachments, contact }: SeenMail): IncomingMailDto {
  const { id, status, outcome, reason, matchedBy, institutionId, questionId, referralId, deliveryId } = mail;
  const { subject, text, wholeText, size, arrivedAt, decidedBy, decidedAt, erasedAt } = mail;
  return {
    outcome: status === 'arrived' ? null : outcome,
    ...{ id, status, reason, matchedBy, institutionId, questionId, referralId, deliveryId },
    from: contact ? mail.sender : null,
    fromName: contact ? mail.senderName : null,
    // Quotations and signatures name people.
    ...{ subject, text, wholeText: contact ? wholeText : null },
    quoted: contact && wholeText !== null ? quotedBeside(text ?? '', wholeText) : null,
    ...{ size, arrivedAt, decidedBy, decidedAt, erasedAt },
    attachments: attachments.map((one) => ({
      ...{ id: one.id, name: one.name, mediaType: one.mediaType, size: one.size, refusal: one.refusal },
    })),
  };
}
