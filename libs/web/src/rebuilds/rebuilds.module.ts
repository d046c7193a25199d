import { Body, Controller, Get, HttpCode, Module, Post, Query } from '@nestjs/common';
import type { DynamicModule, Type } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../api-problems.js';
import { ApiPage, pageOf, PageQuery, readCursor, type Page } from '../paging.js';
import { PathId } from '../path-id.js';
import { Staff } from '../permissions.js';
import { RebuildDto, StartRebuildDto } from './rebuild.dto.js';
import { REBUILDERS, Rebuilds, type Rebuilder, type RebuildKind } from './rebuilds.js';

@ApiTags('operation')
@Controller('v1/rebuilds')
class RebuildsController {
  constructor(private readonly rebuilds: Rebuilds) {}

  @Post()
  @ApiOperation({
    summary: 'Makes one kind of derived data anew from what it was made of',
    description:
      'Makes one kind of derived data anew from what it was made of, in batches, while everything goes on. It outlives a restart of the service; one of a kind runs at a time.',
  })
  @HttpCode(202)
  @Staff('platform.operate')
  @ApiAcceptedResponse({ type: RebuildDto })
  @ApiProblems(409, 422)
  start(@Body() { kind }: StartRebuildDto): Promise<RebuildDto> {
    return this.rebuilds.begin(kind);
  }

  @Get()
  @ApiOperation({
    summary: 'Rebuilds of derived data, the newest first, with how far each has come',
    description: 'Rebuilds of derived data, the newest first, with how far each has come.',
  })
  @Staff('platform.operate')
  @ApiPage(RebuildDto)
  async list(@Query() query: PageQuery): Promise<Page<RebuildDto>> {
    const rows = await this.rebuilds.page(readCursor(query.cursor, 'id')?.[0], query.limit + 1);
    return pageOf<RebuildDto>(rows, query.limit, ({ id }) => [id]);
  }

  @Get(':id')
  @ApiOperation({
    summary: 'One rebuild, and how far it has come',
    description: 'One rebuild of derived data, and how far it has come.',
  })
  @Staff('platform.operate')
  @ApiOkResponse({ type: RebuildDto })
  read(@PathId() id: string): Promise<RebuildDto> {
    return this.rebuilds.get(id);
  }

  @Post(':id/cancel')
  @ApiOperation({
    summary: 'Stops it before its next batch',
    description:
      'Stops it before its next batch. What it has made anew stays, the rest is as it was, and both are fit for use.',
  })
  @HttpCode(200)
  @Staff('platform.operate')
  @ApiOkResponse({ type: RebuildDto })
  @ApiProblems(409)
  cancel(@PathId() id: string): Promise<RebuildDto> {
    return this.rebuilds.cancel(id);
  }
}

/** For services that keep what can be made anew. */
@Module({})
export class RebuildsModule {
  /** @param kinds what makes each kind anew, a provider that one of `imports` exports */
  static forRoot(
    kinds: Readonly<Partial<Record<RebuildKind, Type<Rebuilder>>>>,
    imports: Type<unknown>[],
  ): DynamicModule {
    const names = Object.keys(kinds);
    return {
      module: RebuildsModule,
      imports,
      controllers: [RebuildsController],
      providers: [
        Rebuilds,
        {
          provide: REBUILDERS,
          useFactory: (...made: Rebuilder[]) => new Map(names.map((name, n) => [name, made[n]])),
          inject: Object.values(kinds),
        },
      ],
      exports: [Rebuilds],
    };
  }
}
