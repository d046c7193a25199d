import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { rebuildKinds, type Rebuild, type RebuildKind } from './rebuilds.js';

export class StartRebuildDto {
  @ApiProperty({
    enum: rebuildKinds,
    description:
      "directory (in admin): every service's copy of libraries, groups, memberships, accounts and settings; in questions statistics: the counts of days and months, and search: the words that questions are found by",
  })
  @IsIn(rebuildKinds)
  kind!: RebuildKind;
}

export class RebuildDto implements Rebuild {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty({ enum: rebuildKinds, description: 'what is made anew' })
  kind!: RebuildKind;
  @ApiProperty({
    enum: ['running', 'finished', 'failed', 'cancelled'],
    description: 'failed: it stopped where it was, and a new one starts from nothing',
  })
  status!: Rebuild['status'];
  @ApiProperty({ format: 'date-time' })
  startedAt!: Date;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'null while it runs' })
  endedAt!: Date | null;
  @ApiProperty({ type: 'integer', description: 'how many are done, questions or parts of the directory' })
  done!: number;
  @ApiProperty({ type: 'integer', description: 'how many there are' })
  total!: number;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'what went wrong last; while it runs it is tried again. null: nothing',
  })
  failure!: string | null;
}
