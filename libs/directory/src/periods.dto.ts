import { IsInstant, IsWords, PageQuery } from '@carrel/web';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID, Matches } from 'class-validator';

const day = /^\d{4}-\d\d-\d\d$/;

export class PeriodQuery extends PageQuery {
  @ApiProperty({ format: 'date', description: 'first day' })
  @Matches(day)
  @IsInstant()
  from!: string;
  @ApiProperty({ format: 'date', description: 'last day, included' })
  @Matches(day)
  @IsInstant()
  to!: string;
  @ApiPropertyOptional({
    format: 'uuid',
    description: "default: the caller's own library; with `groupId` one of that group's",
  })
  @IsOptional()
  @IsUUID()
  institutionId?: string;
  @ApiPropertyOptional({ format: 'uuid', description: 'all libraries of a group the caller leads' })
  @IsOptional()
  @IsUUID()
  groupId?: string;
  @ApiPropertyOptional({ maxLength: 64, description: "IANA name; default: the library's or the group's own" })
  @IsOptional()
  @IsWords(64)
  timeZone?: string;
}

export class ComparedQuery extends PeriodQuery {
  @ApiPropertyOptional({
    enum: ['previous'],
    description: 'adds the same numbers of the period of equal length before this one, as `before`',
  })
  @IsOptional()
  @IsIn(['previous'])
  compare?: 'previous';
}

export class PeriodDto {
  @ApiProperty({ description: 'the first day', format: 'date' })
  from!: string;
  @ApiProperty({ description: 'the last day, included', format: 'date' })
  to!: string;
  @ApiProperty({ description: 'whose days they are; IANA name' })
  timeZone!: string;
}
