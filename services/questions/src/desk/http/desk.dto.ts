import { csvLine, csvStart } from '@carrel/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsUUID } from 'class-validator';
import { listNames, type ListName } from '../../question/domain/lists.js';
import type { QuestionRow } from '../../question/domain/row.js';

export class ListCountDto {
  @ApiProperty({ enum: listNames })
  list!: ListName;
  @ApiProperty({ type: 'integer' })
  all!: number;
  @ApiProperty({ type: 'integer', description: 'assigned to the caller' })
  mine!: number;
}

export class CountsDto {
  @ApiProperty({ type: [ListCountDto] })
  lists!: ListCountDto[];
  @ApiProperty({ type: 'integer' })
  overdue!: number;
  @ApiProperty({ type: 'integer' })
  dueSoon!: number;
}

export class BulkDto {
  @ApiProperty({ type: [String], format: 'uuid', minItems: 1, maxItems: 100 })
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
  @ApiProperty({ example: 'already-closed' })
  code!: string;
  @ApiProperty()
  detail!: string;
}

export class BulkDoneDto {
  @ApiProperty({ type: [String], format: 'uuid' })
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
