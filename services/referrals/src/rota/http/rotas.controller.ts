import { AddsNames } from '@carrel/directory';
import {
  ApiPage,
  ApiProblems,
  Caller,
  pageOf,
  PathId,
  readCursor,
  Staff,
  type Page,
  type StaffIdentity,
} from '@carrel/web';
import { NotFound } from '@carrel/kernel';
import { Body, Controller, Get, Headers, Param, Put, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiParam, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { slotAnswer, SlotDto } from '../../duty/http/duty.dto.js';
import { RotasService, type PublishedRota } from '../rotas.service.js';
import { OnDutyQuery, planFrom, PlanDto, RotaDto, VersionDto, VersionsQuery } from './rota.dto.js';

class OfferDto {
  @ApiProperty({ format: 'uuid' })
  institutionId!: string;

  @ApiProperty({ type: 'string', nullable: true })
  lane!: string | null;

  @ApiProperty({ enum: ['rota', 'best-effort', 'exception', 'cover', 'swap', 'substitute'] })
  because!: string;

  @ApiProperty({ format: 'uuid' })
  dutyId!: string;
}
class OnDutyDto {
  @ApiProperty({ format: 'date-time', description: 'the time that was asked for' })
  at!: Date;

  @ApiProperty({ type: [SlotDto], description: 'of every lane; blank hours have none' })
  duties!: SlotDto[];

  @ApiProperty({
    type: OfferDto,
    nullable: true,
    description: 'to whom a question on the subjects is offered first',
  })
  offer!: OfferDto | null;
}
const etag = { ETag: { description: 'the version', schema: { type: 'string' as const } } };

@ApiTags('rota')
@Controller('v1/rotas/:groupId')
@AddsNames()
export class RotasController {
  constructor(private readonly rotas: RotasService) {}

  /** The last version that was published; an empty one before the first (R86). */
  @Get()
  @Staff()
  @ApiOkResponse({ type: RotaDto, headers: etag })
  @ApiProblems(404)
  async read(
    @PathId('groupId') groupId: string,
    @Caller() caller: StaffIdentity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RotaDto> {
    return tagged(await this.rotas.read(groupId, caller), reply);
  }

  /** Publishes a version, by a coordinator or administrator of the group (R92). */
  @Put()
  @Staff('rota.manage')
  @ApiHeader({ name: 'If-Match', required: false, description: 'the ETag last read; 412 when it is stale' })
  @ApiOkResponse({ type: RotaDto, headers: etag })
  @ApiProblems(404, 412, 422)
  async publish(
    @PathId('groupId') groupId: string,
    @Body() plan: PlanDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Caller() caller: StaffIdentity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RotaDto> {
    return tagged(await this.rotas.publish(groupId, planFrom(plan), versionIn(ifMatch), caller), reply);
  }

  /** Every version, the newest first. */
  @Get('versions')
  @Staff()
  @ApiPage(VersionDto)
  @ApiProblems(404)
  async versions(
    @PathId('groupId') groupId: string,
    @Query() query: VersionsQuery,
    @Caller() caller: StaffIdentity,
  ): Promise<Page<VersionDto>> {
    const [before] = readCursor(query.cursor, 'number') ?? [];
    const rows = await this.rotas.versions(groupId, { before, limit: query.limit + 1 }, caller);
    const page = pageOf(rows, query.limit, ({ version }) => [version]);
    return {
      ...page,
      items: page.items.map(({ version, effectiveFrom, revisedAt, revisedBy }) => ({
        version,
        effectiveFrom,
        revisedAt,
        revisedBy,
      })),
    };
  }

  /** Reads one version of a rota. */
  @Get('versions/:version')
  @Staff()
  @ApiParam({ name: 'version', schema: { type: 'integer', minimum: 1 } })
  @ApiOkResponse({ type: RotaDto, headers: etag })
  @ApiProblems(404)
  async version(
    @PathId('groupId') groupId: string,
    @Param('version') version: string,
    @Caller() caller: StaffIdentity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RotaDto> {
    if (!/^\d{1,9}$/.test(version)) throw new NotFound('version');
    return tagged(await this.rotas.readVersion(groupId, Number(version), caller), reply);
  }

  /** Who is on duty at a moment, and why; to whom a question on some subjects is offered first (R88). */
  @Get('on-duty')
  @Staff()
  @ApiOkResponse({ type: OnDutyDto })
  @ApiProblems(404)
  async onDuty(
    @PathId('groupId') groupId: string,
    @Query() query: OnDutyQuery,
    @Caller() caller: StaffIdentity,
  ): Promise<OnDutyDto> {
    const moment = query.at === undefined ? undefined : new Date(query.at);
    const { at, duties, offer } = await this.rotas.onDuty(groupId, moment, query.subject, caller);
    const { institutionId, lane, because, duty } = offer ?? {};
    return {
      at,
      duties: duties.map(slotAnswer),
      offer: offer && {
        institutionId: institutionId!,
        lane: lane!,
        because: because!,
        dutyId: duty!.id,
      },
    };
  }
}

function tagged({ published, ...rota }: PublishedRota, reply: FastifyReply): RotaDto {
  void reply.header('etag', `"${published?.version ?? 0}"`);
  const { version = 0, effectiveFrom, revisedAt = null, revisedBy = null } = published ?? {};
  const { lanes = [], cells = [], exceptions = [], substitutes = [] } = published ?? {};
  return {
    ...rota,
    version,
    ...(effectiveFrom === undefined ? {} : { effectiveFrom }),
    revisedAt,
    revisedBy,
    lanes: [...lanes] as RotaDto['lanes'],
    // Copies, to which names are added.
    cells: cells.map((cell) => ({ ...cell })),
    exceptions: exceptions.map((one) => ({ ...one })),
    substitutes: [...substitutes],
    substituteLibraries: substitutes.map((institutionId) => ({ institutionId })),
  };
}

/** The version in an If-Match header (RFC 9110); undefined without one or for `*`, -1 for what was never given out. */
function versionIn(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch === '*') return undefined;
  const version = /^"(\d{1,9})"$/.exec(ifMatch)?.[1];
  return version === undefined ? -1 : Number(version);
}
