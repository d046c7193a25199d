import { Clock } from '@carrel/kernel';
import { Controller, Get, HttpCode, Module, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../api-problems.js';
import { ApiPage, pageOf, PageQuery, readCursor, type Page } from '../paging.js';
import { PathId } from '../path-id.js';
import { Staff } from '../permissions.js';
import { ImportDto, importDto, ImportRemarkDto, remarkDto } from './import.dto.js';
import { ImportRuns } from './import-runs.js';

@ApiTags('moving in')
@Controller('v1/imports')
class ImportsController {
  constructor(
    private readonly imports: ImportRuns,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Files that carrel import has taken rows from, the newest first, with how far each has come',
    description:
      'Files that carrel import has taken rows from, the newest first, with how far each has come.',
  })
  @Staff('platform.operate')
  @ApiPage(ImportDto)
  async list(@Query() query: PageQuery): Promise<Page<ImportDto>> {
    const rows = await this.imports.page(readCursor(query.cursor, 'id')?.[0], query.limit + 1);
    const { items, nextCursor } = pageOf(rows, query.limit, ({ id }) => [id]);
    return { items: items.map((run) => importDto(run, this.clock.now())), nextCursor };
  }

  @Get(':id')
  @ApiOperation({
    summary: 'One file on its way in',
    description: 'One file on its way in: its counts, and how far it has come.',
  })
  @Staff('platform.operate')
  @ApiOkResponse({ type: ImportDto })
  async read(@PathId() id: string): Promise<ImportDto> {
    return importDto(await this.imports.get(id), this.clock.now());
  }

  @Get(':id/remarks')
  @ApiOperation({
    summary:
      'The rows that were refused, or have changed since they were moved in, by their line in the file',
    description:
      'The rows that were refused, or have changed since they were moved in, by their line in the file.',
  })
  @Staff('platform.operate')
  @ApiPage(ImportRemarkDto)
  async remarks(@PathId() id: string, @Query() query: PageQuery): Promise<Page<ImportRemarkDto>> {
    const after = readCursor(query.cursor, 'number')?.[0] ?? 0;
    const rows = await this.imports.remarks(id, after, query.limit + 1);
    const { items, nextCursor } = pageOf(rows, query.limit, ({ row }) => [row]);
    return { items: items.map(remarkDto), nextCursor };
  }

  @Post(':id/cancel')
  @ApiOperation({
    summary: 'Stops it before its next rows',
    description:
      'Stops it before its next rows. What it has taken stays; the same command later starts anew and adds what is missing.',
  })
  @HttpCode(200)
  @Staff('platform.operate')
  @ApiOkResponse({ type: ImportDto })
  @ApiProblems(409)
  async cancel(@PathId() id: string): Promise<ImportDto> {
    return importDto(await this.imports.cancel(id), this.clock.now());
  }
}

/** For services that rows of another system are moved into. */
@Module({ controllers: [ImportsController], providers: [ImportRuns], exports: [ImportRuns] })
export class ImportsModule {}
