import { AllowedActionDto, PageQuery, IsWords } from '@carrel/web';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsOptional, IsUUID } from 'class-validator';
import type { Actor } from '../../shared/domain/authority.js';
import { actionsOn } from '../domain/actions.js';
import type { MembershipRow } from '../memberships.service.js';
import { membershipStatuses, type MembershipStatus } from '../domain/moves.js';

/** What a group's administrators do to members. */
const bulkMoves = ['approve', 'reject', 'block', 'unblock', 'inactivate', 'leave'] as const;

export class MembershipsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: membershipStatuses })
  @IsOptional()
  @IsIn(membershipStatuses)
  status?: MembershipStatus;
}

export class MoveDto {
  @ApiPropertyOptional({ minLength: 1, maxLength: 1000, description: 'why, for the other side to read' })
  @IsOptional()
  @IsWords(1000)
  note?: string;
}

export class BulkMoveDto extends MoveDto {
  @ApiProperty({ description: 'what is done to each of them', enum: bulkMoves })
  @IsIn(bulkMoves)
  move!: (typeof bulkMoves)[number];

  @ApiProperty({
    description: 'the memberships, by id',
    type: [String],
    format: 'uuid',
    minItems: 1,
    maxItems: 200,
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  ids!: string[];
}

export class MembershipDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  groupId!: string;

  @ApiProperty()
  groupName!: string;

  @ApiProperty({ format: 'uuid' })
  institutionId!: string;

  @ApiProperty()
  institutionName!: string;

  @ApiProperty({ description: 'where the request to join stands', enum: membershipStatuses })
  status!: MembershipStatus;

  @ApiProperty({ format: 'date-time' })
  changedAt!: Date;

  @ApiProperty({
    description: 'what the library wrote with its request; null: nothing',
    type: 'string',
    nullable: true,
  })
  note!: string | null;

  @ApiProperty({ type: [AllowedActionDto], description: 'steps, and whether the caller may take them now' })
  actions!: readonly AllowedActionDto[];
}

export const membershipAnswer = (
  { inactivatedBy, groupHasAdministrator, ...row }: MembershipRow,
  caller: Actor,
): MembershipDto => ({
  ...row,
  actions: actionsOn({ ...row, inactivatedBy }, caller, groupHasAdministrator),
});

class RefusalDto {
  @ApiProperty({ description: 'why, stable, for programs' })
  code!: string;

  @ApiProperty({ description: 'the same for people' })
  detail!: string;
}
export class MovedDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({
    description: 'the membership after the move; null: it was refused',
    type: MembershipDto,
    nullable: true,
  })
  membership!: MembershipDto | null;

  @ApiProperty({ type: RefusalDto, nullable: true, description: 'why this one could not take the step' })
  refusal!: RefusalDto | null;
}
export class BulkMovedDto {
  @ApiProperty({ type: [MovedDto] })
  items!: MovedDto[];
}
