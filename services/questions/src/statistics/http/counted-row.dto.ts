import { csvLine, csvStart } from '@carrel/kernel';
import { ApiProperty } from '@nestjs/swagger';
import type { CountedRow } from '../statistics.service.js';

/** A question as a number counts it. */
export class CountedRowDto implements CountedRow {
  @ApiProperty({ format: 'uuid' })
  questionId!: string;
  @ApiProperty()
  number!: string;
  @ApiProperty({ format: 'date-time' })
  at!: Date;
  @ApiProperty({ format: 'uuid', description: "the patron's library" })
  institutionId!: string;
  @ApiProperty()
  source!: string;
  @ApiProperty({ type: String, nullable: true })
  resolution!: string | null;
  @ApiProperty({ description: 'of the question; null: none', type: String, nullable: true })
  topic!: string | null;
  @ApiProperty({
    description: 'what staff counted it as on the READ scale, 1 to 6; null: not counted',
    type: 'integer',
    nullable: true,
    minimum: 1,
    maximum: 6,
  })
  read!: number | null;
  @ApiProperty({ description: 'descriptive codes of the question', type: [String] })
  codes!: string[];
  @ApiProperty({ type: String, nullable: true })
  apart!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  chatInstitutionId!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  chatLibrarianId!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  answerInstitutionId!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  answerLibrarianId!: string | null;
  @ApiProperty({ type: 'integer', nullable: true })
  responseSeconds!: number | null;
  @ApiProperty({ type: 'integer', nullable: true })
  completionSeconds!: number | null;
}

const columns = [
  ...([
    'number',
    'questionId',
    'at',
    'institutionId',
    'source',
    'resolution',
    'topic',
    'read',
    'codes',
  ] as const),
  ...(['apart', 'chatInstitutionId', 'chatLibrarianId', 'answerInstitutionId', 'answerLibrarianId'] as const),
  ...(['responseSeconds', 'completionSeconds'] as const),
] satisfies (keyof CountedRow)[];

export const csvHead = `${csvStart}${csvLine(columns)}`;

export const csvOf = (row: CountedRow): string => csvLine(columns.map((column) => row[column]));
