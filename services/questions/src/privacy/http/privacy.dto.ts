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
  @ApiProperty({ enum: ['running', 'done'] })
  status!: 'running' | 'done';
  @ApiProperty({ type: 'integer', description: 'questions erased so far' })
  questions!: number;
  @ApiProperty({ format: 'uuid' })
  askedBy!: string;
  @ApiProperty({ format: 'date-time' })
  askedAt!: Date;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  doneAt!: Date | null;
}

export function erasureDto({ id, institutionId, questions, askedBy, askedAt, doneAt }: Erasure): ErasureDto {
  return { id, institutionId, status: doneAt ? 'done' : 'running', questions, askedBy, askedAt, doneAt };
}
