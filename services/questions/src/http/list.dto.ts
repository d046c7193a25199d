import { PageQuery } from '@carrel/web';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { listNames, type ListName } from '../domain/lists.js';

export class ListQuery extends PageQuery {
  @ApiPropertyOptional({ enum: listNames, default: 'active' })
  @IsOptional()
  @IsIn(listNames)
  list: ListName = 'active';

  @ApiPropertyOptional({
    type: 'boolean',
    default: false,
    description: 'only what is assigned to the caller (R67)',
  })
  @IsOptional()
  @Transform(
    ({ obj }: { obj: Record<string, unknown> }) =>
      ({ true: true, false: false })[String(obj.mine)] ?? obj.mine,
  )
  @IsBoolean()
  mine: boolean = false;

  @ApiPropertyOptional({ maxLength: 200, description: 'words of the subject or the question' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  q?: string;

  @ApiPropertyOptional({
    description: 'the one question with this number; the other parameters do not count',
  })
  @IsOptional()
  @Matches(/^[0-9]{1,15}$/)
  number?: string;
}
