import { MailAddress } from '@carrel/web';
import { ApiProperty } from '@nestjs/swagger';
import type { Erasure } from '../privacy.service.js';

/** In the body and never in an address, so that no log holds it. */
export class PatronDto {
  @ApiProperty({ format: 'email', maxLength: 254 })
  @MailAddress()
  email!: string;
}

export class ErasureDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty({ format: 'uuid', description: 'the library whose patron it is' })
  institutionId!: string;
  @ApiProperty({ description: 'done: nothing is kept any more', enum: ['running', 'done'] })
  status!: 'running' | 'done';
  @ApiProperty({ type: 'integer', description: 'questions erased so far' })
  questions!: number;
  @ApiProperty({ description: 'the account that asked for it', format: 'uuid' })
  askedBy!: string;
  @ApiProperty({ description: 'when it was asked for', format: 'date-time' })
  askedAt!: Date;
  @ApiProperty({
    description: 'when it was finished; null: it runs',
    type: String,
    format: 'date-time',
    nullable: true,
  })
  doneAt!: Date | null;
}

export function erasureDto({ id, institutionId, questions, askedBy, askedAt, doneAt }: Erasure): ErasureDto {
  return { id, institutionId, status: doneAt ? 'done' : 'running', questions, askedBy, askedAt, doneAt };
}
