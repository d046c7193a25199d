import { Controller, Get, Query } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import {
  ApiPage,
  ApiProblems,
  AtMost,
  PageQuery,
  pageOf,
  PathId,
  Public,
  RateLimit,
  readCursor,
  type Page,
} from '@carrel/web';
import { IsOptional, IsString } from 'class-validator';
import { GroupLibraries } from '../group-libraries.service.js';

class PickQuery extends PageQuery {
  @ApiPropertyOptional({ maxLength: 100, description: 'part of the name, whatever its case and accents' })
  @IsOptional()
  @IsString()
  @AtMost(100)
  search?: string;
}

class PickedLibraryDto {
  @ApiProperty({ format: 'uuid', description: 'what `institutionId` is in requests and questions' })
  id!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'its page is at /ask/ and this; null: at /ask/ and the id',
  })
  slug!: string | null;

  @ApiProperty({ description: 'IANA name' })
  timeZone!: string;
}

/** Which library is yours? */
@ApiTags('patron pages')
@Controller('v1/groups/:id/libraries')
@Public()
export class GroupLibrariesController {
  constructor(private readonly groups: GroupLibraries) {}

  /** Libraries of a group by name, for a portal on whose page patrons pick theirs; only where the group has itself listed. */
  @Get()
  @RateLimit({ points: 120, seconds: 60, by: 'ip' })
  @ApiPage(PickedLibraryDto)
  @ApiProblems(404)
  async list(@PathId() id: string, @Query() query: PickQuery): Promise<Page<PickedLibraryDto>> {
    const libraries = await this.groups.of(id, query.search ?? '');
    const [name, last] = readCursor(query.cursor, 'text', 'id') ?? [];
    const rows =
      name === undefined
        ? libraries
        : libraries.filter((one) => {
            const order = one.name.localeCompare(name);
            return order > 0 || (order === 0 && one.id > last!);
          });
    return pageOf(rows.slice(0, query.limit + 1), query.limit, (row) => [row.name, row.id]);
  }
}
