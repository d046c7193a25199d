import { PageQuery, AtMost } from '@carrel/web';
import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsString, IsUUID, Matches } from 'class-validator';
import { topics } from '../../question/domain/describing.js';
import type { Status } from '../../question/domain/holding.js';
import { listNames, type ListName } from '../../question/domain/lists.js';
import type { Source } from '../../question/domain/question.js';
import type { ListInput } from '../reading.service.js';
import { sources, statuses } from '../../question/http/question-row.dto.js';

/** Whom a list is searched for. */
export const Patron = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({
      maxLength: 254,
      description:
        "words of the patron's name, found while your library sees who asked; or the whole e-mail address, which finds " +
        'every question of that patron at his or her own library',
    }) as PropertyDecorator,
    IsOptional(),
    IsString(),
    AtMost(254),
  ) as PropertyDecorator;

export class ListQuery extends PageQuery {
  @ApiPropertyOptional({ enum: statuses, description: 'only these of the list' })
  @IsOptional()
  @IsIn(statuses)
  status?: Status;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  assigneeId?: string;

  @ApiPropertyOptional({ enum: sources })
  @IsOptional()
  @IsIn(sources)
  source?: Source;

  @ApiPropertyOptional({ enum: topics, description: 'what it was about (R77)' })
  @IsOptional()
  @IsIn(topics)
  topic?: string;

  @ApiPropertyOptional({ maxLength: 64, description: 'a descriptive code' })
  @IsOptional()
  @IsString()
  @AtMost(64)
  code?: string;

  @ApiPropertyOptional({ enum: ['overdue', 'soon'], description: 'soon: within 24 hours, or overdue' })
  @IsOptional()
  @IsIn(['overdue', 'soon'])
  due?: 'overdue' | 'soon';

  @ApiPropertyOptional({
    enum: ['updated', 'due'],
    default: 'updated',
    description: 'due: only what is due, the first one first',
  })
  @IsOptional()
  @IsIn(['updated', 'due'])
  sort: 'updated' | 'due' = 'updated';

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
  @AtMost(200)
  q?: string;

  @Patron()
  patron?: string;

  @ApiPropertyOptional({
    maxLength: 15,
    description: 'the one question with this number; the other parameters do not count',
  })
  @IsOptional()
  @Matches(/^[0-9]{1,15}$/)
  number?: string;
}

/** The query's parameters as input of the reading service. */
export function listInput(query: ListQuery, now: Date): ListInput {
  const { list, mine, q: words, patron, status, assigneeId, source, topic, code, due, sort } = query;
  const dueBefore = due && new Date(now.getTime() + (due === 'soon' ? 24 * 3_600_000 : 0));
  return { list, mine, words, patron, status, assigneeId, sort, filter: { source, topic, code, dueBefore } };
}
