import { setTimeout as sleep } from 'node:timers/promises';
import { NotFound, ServiceUnavailable, Refusal } from '@carrel/kernel';
import { newId, Transactions } from '@carrel/messaging';
import {
  ApiPage,
  ApiProblems,
  Caller,
  cursorOf,
  FileBodyParsers,
  openStream,
  OwnIdempotency,
  PageQuery,
  pageOf,
  PathId,
  PatronOrStaff,
  Public,
  RateLimit,
  readCursor,
  Services,
  Staff,
  type Identity,
  type Page,
  type ServiceIdentity,
  type StaffIdentity,
} from '../../src/index.js';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  Res,
  type OnModuleInit,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsArray, IsEmail, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';

export class MakerDto {
  @ApiProperty()
  @IsEmail()
  email!: string;
}

export class MakeThingDto {
  @ApiProperty({ maxLength: 100 })
  @IsString()
  @MaxLength(100)
  name!: string;

  @ApiProperty({ type: [MakerDto], required: false })
  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => MakerDto)
  makers?: MakerDto[];
}

export class ThingDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty()
  name!: string;
}

class Taken extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'already-taken';
}
class Slow extends Refusal {
  readonly kind = 'too-many';
  readonly code = 'slow-down';
}

@Controller('v1')
export class ThingsController implements OnModuleInit {
  constructor(
    private readonly transactions: Transactions,
    private readonly db: DataSource,
    private readonly parsers: FileBodyParsers,
  ) {}

  onModuleInit(): void {
    const limit = 10 * 1024 * 1024;
    this.parsers.accept({ routes: ['/api/sample/v1/files'], mediaTypes: ['application/pdf'], limit });
  }

  /** Takes a file as a service's uploads do, and says how long it was. */
  @Post('files')
  @PatronOrStaff()
  @RateLimit({ points: 5, seconds: 60, by: 'account' })
  @HttpCode(200)
  file(@Body() body: Buffer): object {
    return { length: body.length };
  }

  @Post('things')
  @Staff('questions.work')
  @ApiCreatedResponse({ type: ThingDto })
  make(@Body() body: MakeThingDto, @Res({ passthrough: true }) reply: FastifyReply): Promise<ThingDto> {
    return this.store(body, reply);
  }

  @Post('public-things')
  @Public()
  @ApiCreatedResponse({ type: ThingDto })
  makePublicly(
    @Body() body: MakeThingDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ThingDto> {
    return this.store(body, reply);
  }

  @Post('own-things')
  @Staff()
  @OwnIdempotency()
  @ApiCreatedResponse({ type: ThingDto })
  makeByItself(
    @Body() body: MakeThingDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ThingDto> {
    return this.store(body, reply);
  }

  @Get('scoped')
  @Staff('questions.read')
  @Services('questions:read')
  scoped(@Caller() caller: StaffIdentity | ServiceIdentity): object {
    return { kind: caller.kind, institutionId: caller.institutionId };
  }

  @Delete('things/:id')
  @Staff()
  @HttpCode(204)
  async remove(@PathId() id: string): Promise<void> {
    await this.transactions.run(({ manager }) => manager.query('DELETE FROM things WHERE id = $1', [id]));
  }

  @Get('things')
  @Public()
  @ApiPage(ThingDto)
  async list(@Query() query: PageQuery): Promise<Page<ThingDto>> {
    const [after] = readCursor(query.cursor, 'id') ?? [];
    const rows: ThingDto[] = await this.db.query(
      'SELECT id, name FROM things WHERE id > $1 ORDER BY id LIMIT $2',
      [after ?? '00000000-0000-0000-0000-000000000000', query.limit + 1],
    );
    return pageOf(rows, query.limit, ({ id }) => [id]);
  }

  @Get('things/:id')
  @PatronOrStaff('questions.read')
  @ApiOkResponse({ type: ThingDto })
  async one(@PathId() id: string): Promise<ThingDto> {
    const [row] = await this.db.query('SELECT id, name FROM things WHERE id = $1', [id]);
    if (!row) throw new NotFound('thing');
    return row;
  }

  @Get('named/:name')
  @Public()
  async named(@Param('name') name: string): Promise<unknown> {
    return this.db.query('SELECT $1::text AS name', [name]);
  }

  @Get('caller')
  @Public()
  caller(@Caller() caller: Identity): unknown {
    return caller.kind === 'staff' ? { ...caller, capabilities: [...caller.capabilities] } : caller;
  }

  @Get('staff')
  @Staff()
  staff(): string {
    return 'ok';
  }

  @Get('operate')
  @Staff('platform.operate')
  operate(): string {
    return 'ok';
  }

  @Get('patron-or-reviewer')
  @PatronOrStaff('questions.review')
  patronOrReviewer(@Caller() caller: Identity): { kind: string } {
    return { kind: caller.kind };
  }

  @Get('foreign-cursor')
  @Public()
  foreignCursor(): string {
    return cursorOf([new Date(), 7]);
  }

  @Post('fail')
  @Public()
  @HttpCode(200)
  @ApiProblems(409)
  async fail(@Body() body: { how: string }): Promise<void> {
    if (body.how === 'taken') throw new Taken('Kim has it already.', { holder: 'kim-id' });
    if (body.how === 'slow') throw new Slow('Slower, please.', { retryAfterSeconds: 17 });
    if (body.how === 'away') throw new ServiceUnavailable('chat');
    if (body.how === 'nul') await this.db.query('SELECT $1::text', ['a\0b']);
    if (body.how === 'gone') throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    if (body.how === 'bug') throw new Error('the secret of reader@example.org');
    throw 'not even an error';
  }

  @Post('limited')
  @Public()
  @HttpCode(200)
  @RateLimit({ points: 5, seconds: 60, by: 'ip' })
  limited(): string {
    return 'ok';
  }

  @Post('limited-by-account')
  @PatronOrStaff()
  @HttpCode(200)
  @RateLimit({ points: 2, seconds: 60, by: 'account', name: 'mine' })
  limitedByAccount(): string {
    return 'ok';
  }

  @Get('slow')
  @Public()
  async slow(@Query() _query: object): Promise<string> {
    await sleep(700);
    return 'done';
  }

  @Get('stream')
  @Public()
  stream(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const stream = openStream(request, reply);
    stream.send({ id: 1, event: 'hello', data: { text: 'two\nlines' } });
  }

  /** Sends 64 KiB pieces for as long as the stream takes them. */
  @Get('flood')
  @Public()
  flood(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const stream = openStream(request, reply);
    const data = 'x'.repeat(65_536);
    const pour = (): void => {
      if (stream.send({ event: 'piece', data })) setImmediate(pour);
    };
    pour();
  }

  private async store(body: MakeThingDto, reply: FastifyReply): Promise<ThingDto> {
    const id = newId();
    await this.transactions.run(({ manager }) =>
      manager.query('INSERT INTO things (id, name) VALUES ($1, $2)', [id, body.name]),
    );
    if (body.name === 'slow') await sleep(2_000);
    if (body.name === 'refused') throw new Taken('Kim has it already.');
    if (body.name === 'crash') throw new Error('after the write');
    void reply.header('location', `/api/sample/v1/things/${id}`);
    // Read back outside the transaction: an idempotent request must see its own writes.
    const [row] = await this.db.query('SELECT id, name FROM things WHERE id = $1', [id]);
    return row;
  }
}
