import { PageQuery } from '@carrel/web';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length } from 'class-validator';
import { membershipStatuses, type MembershipStatus } from '../domain/moves.js';

export class MembershipsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: membershipStatuses })
  @IsOptional()
  @IsIn(membershipStatuses)
  status?: MembershipStatus;
}

export class MoveDto {
  @ApiPropertyOptional({ minLength: 1, maxLength: 1000, description: 'why, for the other side to read' })
  @IsOptional()
  @IsString()
  @Length(1, 1000)
  note?: string;
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

  @ApiProperty({ enum: membershipStatuses })
  status!: MembershipStatus;

  @ApiProperty({ format: 'date-time' })
  changedAt!: Date;

  @ApiProperty({ type: 'string', nullable: true })
  note!: string | null;
}
