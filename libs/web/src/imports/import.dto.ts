import { ApiProperty } from '@nestjs/swagger';
import type { ImportRun, Remark } from './import-runs.js';

/** A run that has said nothing for so long was broken off; the same command goes on with it. */
const silentMs = 60_000;

export class ImportDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty({ description: 'what the rows are', example: 'questions' })
  kind!: string;
  @ApiProperty({ description: 'the system they come from, as the mapping names it', example: 'libanswers' })
  source!: string;
  @ApiProperty({ description: 'the file, without its folder' })
  fileName!: string;
  @ApiProperty({
    enum: ['running', 'stopped', 'finished', 'cancelled'],
    description: 'stopped: broken off, and goes on when the same command is given again',
  })
  status!: 'running' | 'stopped' | 'finished' | 'cancelled';
  @ApiProperty({ format: 'date-time' })
  startedAt!: Date;
  @ApiProperty({ format: 'date-time', description: 'when it last came further' })
  seenAt!: Date;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  endedAt!: Date | null;
  @ApiProperty({ type: 'number', minimum: 0, maximum: 1, description: 'the part of the file that is read' })
  progress!: number;
  @ApiProperty({ type: 'integer', description: 'rows read' })
  rows!: number;
  @ApiProperty({ type: 'integer', description: 'rows that are new here' })
  added!: number;
  @ApiProperty({
    type: 'integer',
    description: 'rows of what was here before, which now has their outside id too',
  })
  linked!: number;
  @ApiProperty({ type: 'integer', description: 'rows moved in before that are the same' })
  unchanged!: number;
  @ApiProperty({
    type: 'integer',
    description: 'rows moved in before that have changed in the file; left as they are',
  })
  changed!: number;
  @ApiProperty({ type: 'integer', description: 'rows not taken' })
  refused!: number;
}

export class ImportRemarkDto {
  @ApiProperty({ type: 'integer', description: 'which row of the file, from 1' })
  row!: number;
  @ApiProperty({ type: 'integer', description: 'the line of the file on which it starts' })
  line!: number;
  @ApiProperty({ type: String, nullable: true })
  outsideId!: string | null;
  @ApiProperty({
    description: 'whether the row was refused, or taken with a change',
    enum: ['refused', 'changed'],
  })
  what!: 'refused' | 'changed';
  @ApiProperty({ type: String, nullable: true, description: 'the field that is wrong, dotted' })
  field!: string | null;
  @ApiProperty({ description: 'stable, as in problem documents' })
  code!: string;
  @ApiProperty({ description: 'a sentence for people, without anything of the row' })
  message!: string;
}

export function importDto(run: ImportRun, now: Date): ImportDto {
  const { bytes, bytesDone, ...shown } = run;
  const stopped = run.status === 'running' && now.getTime() - run.seenAt.getTime() > silentMs;
  return {
    ...shown,
    status: stopped ? 'stopped' : run.status,
    progress: run.status === 'finished' ? 1 : bytes ? Math.min(1, bytesDone / bytes) : 0,
  };
}

export const remarkDto = (remark: Remark): ImportRemarkDto => remark;
