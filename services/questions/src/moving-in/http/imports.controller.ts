import { Clock } from '@carrel/kernel';
import {
  ApiPage,
  ApiProblems,
  ImportDto,
  importDto,
  ImportRemarkDto,
  ImportRuns,
  pageOf,
  PageQuery,
  PathId,
  readCursor,
  remarkDto,
  Staff,
  type Page,
} from '@carrel/web';
import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';

@ApiTags('moving in')
@Controller('v1/imports')
export class ImportsController {
  constructor(
    private readonly imports: ImportRuns,
    private readonly clock: Clock,
  ) {}

  /** Files that carrel import has taken questions from, the newest first, with how far each has come. */
  @Get()
  @Staff('platform.operate')
  @ApiPage(ImportDto)
  async list(@Query() query: PageQuery): Promise<Page<ImportDto>> {
    const rows = await this.imports.page(readCursor(query.cursor, 'id')?.[0], query.limit + 1);
    const { items, nextCursor } = pageOf(rows, query.limit, ({ id }) => [id]);
    return { items: items.map((run) => importDto(run, this.clock.now())), nextCursor };
  }

  /** One file on its way in: its counts, and how far it has come. */
  @Get(':id')
  @Staff('platform.operate')
  @ApiOkResponse({ type: ImportDto })
  async read(@PathId() id: string): Promise<ImportDto> {
    return importDto(await this.imports.get(id), this.clock.now());
  }

  /** The rows that were refused, or have changed since they were moved in, by their line in the file. */
  @Get(':id/remarks')
  @Staff('platform.operate')
  @ApiPage(ImportRemarkDto)
  async remarks(@PathId() id: string, @Query() query: PageQuery): Promise<Page<ImportRemarkDto>> {
    const after = readCursor(query.cursor, 'number')?.[0] ?? 0;
    const rows = await this.imports.remarks(id, after, query.limit + 1);
    const { items, nextCursor } = pageOf(rows, query.limit, ({ row }) => [row]);
    return { items: items.map(remarkDto), nextCursor };
  }

  /** Stops it before its next rows. What it has taken stays; the same command later starts anew and adds what is missing. */
  @Post(':id/cancel')
  @HttpCode(200)
  @Staff('platform.operate')
  @ApiOkResponse({ type: ImportDto })
  @ApiProblems(409)
  async cancel(@PathId() id: string): Promise<ImportDto> {
    return importDto(await this.imports.cancel(id), this.clock.now());
  }
}
