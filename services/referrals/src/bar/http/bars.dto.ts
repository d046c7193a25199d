import { NameBeside } from '@carrel/directory';
import { IsWords, PageQuery } from '@carrel/web';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import type { Bar } from '../domain/bar.js';

export class BarsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ['true', 'false'], default: 'false', description: 'lifted ones too' })
  @IsOptional()
  @IsIn(['true', 'false'])
  lifted: 'true' | 'false' = 'false';
}

export class BarLibraryDto {
  @ApiProperty({ format: 'uuid', description: 'a library of the group' })
  @IsUUID()
  institutionId!: string;

  @ApiProperty({
    minLength: 1,
    maxLength: 300,
    description: 'what librarians read beside the library that they cannot choose',
    example: 'No chats go to Enoch Pratt Free Library for follow-up.',
  })
  @IsWords(300)
  reason!: string;

  @ApiPropertyOptional({
    type: 'string',
    format: 'uuid',
    nullable: true,
    description: 'a library of the group that is offered instead',
  })
  @IsOptional()
  @IsUUID()
  redirectToInstitutionId?: string | null;
}

export class BarMoveDto {
  @ApiProperty({ format: 'uuid' })
  accountId!: string;
  @NameBeside()
  accountName?: string | null;
  @ApiProperty({ format: 'date-time' })
  at!: Date;
}

export class BarDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty({ format: 'uuid' })
  groupId!: string;
  @NameBeside()
  groupName?: string | null;
  @ApiProperty({ format: 'uuid' })
  institutionId!: string;
  @NameBeside()
  institutionName?: string | null;
  @ApiProperty({ description: 'why no referrals go there, for librarians' })
  reason!: string;
  @ApiProperty({
    description: 'the library that referrals go to instead; null: none',
    type: 'string',
    format: 'uuid',
    nullable: true,
  })
  redirectToInstitutionId!: string | null;
  @NameBeside()
  redirectToInstitutionName?: string | null;
  @ApiProperty({ type: BarMoveDto })
  barred!: BarMoveDto;
  @ApiProperty({ type: BarMoveDto, nullable: true, description: 'null while it is in force' })
  lifted!: BarMoveDto | null;
}

export const barDto = (bar: Bar): BarDto => {
  const { id, groupId, institutionId, reason, redirectToInstitutionId } = bar;
  const { barredBy, barredAt, liftedBy, liftedAt } = bar;
  return {
    ...{ id, groupId, institutionId, reason, redirectToInstitutionId },
    barred: { accountId: barredBy, at: barredAt },
    lifted: liftedBy && liftedAt ? { accountId: liftedBy, at: liftedAt } : null,
  };
};
