import { csvLine, csvStart } from '@carrel/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsUUID } from 'class-validator';
import { listNames, type ListName } from '../../question/domain/lists.js';
import type { QuestionRow } from '../../question/domain/row.js';

export class ListCountDto {
  @ApiProperty({ description: 'as `list` of the question lists names it', enum: listNames })
  list!: ListName;
  @ApiProperty({ description: 'how many questions are in it', type: 'integer' })
  all!: number;
  @ApiProperty({ type: 'integer', description: 'assigned to the caller' })
  mine!: number;
}

export class CountsDto {
  @ApiProperty({ description: 'how many are in each list', type: [ListCountDto] })
  lists!: ListCountDto[];
  @ApiProperty({ description: 'how many should have been answered by now', type: 'integer' })
  overdue!: number;
  @ApiProperty({ description: 'how many are due within a day', type: 'integer' })
  dueSoon!: number;
}

export class BulkDto {
  @ApiProperty({
    description: 'the questions, by id',
    type: [String],
    format: 'uuid',
    minItems: 1,
    maxItems: 100,
  })
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  ids!: string[];
}

export class BulkAssignDto extends BulkDto {
  @ApiProperty({ format: 'uuid', description: 'an active account of your library' })
  @IsUUID()
  assigneeId!: string;
}

export class RefusedDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty({ description: 'why, stable, for programs', example: 'already-closed' })
  code!: string;
  @ApiProperty({ description: 'the same for people' })
  detail!: string;
}

export class BulkDoneDto {
  @ApiProperty({ description: 'the questions it was done to, by id', type: [String], format: 'uuid' })
  done!: string[];
  @ApiProperty({ type: [RefusedDto], description: 'each for its own reason; the others are done' })
  refused!: RefusedDto[];
}

const columns = [
  ...(['number', 'subject', 'source', 'status', 'assigneeId', 'resolution', 'topic', 'mark'] as const),
  ...(['noContact', 'dueAt', 'createdAt', 'updatedAt', 'id'] as const),
];
export const csvHead = `${csvStart}${csvLine([...columns, 'codes'])}`;

export const csvOf = (row: QuestionRow): string =>
  csvLine([...columns.map((column) => row[column]), row.codes]);
