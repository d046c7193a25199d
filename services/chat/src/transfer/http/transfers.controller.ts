import { AddsNames } from '@carrel/directory';
import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ApiPage, ApiProblems, Caller, PathId, Staff, type Page, type StaffIdentity } from '@carrel/web';
import { librarianOf } from '../../reading/http/viewer.js';
import { TransfersService } from '../transfers.service.js';
import { DeclineDto, TargetsDto, TransferAskedDto, TransferDto } from './transfer.dto.js';

@ApiTags('transfers')
@Controller('v1')
@Staff('chat.answer')
@AddsNames()
export class TransfersController {
  constructor(private readonly transfers: TransfersService) {}

  /** To whom this session may be transferred: queues first, then librarians; only those who are available (R32, R33). */
  @Get('sessions/:id/transfer-targets')
  @ApiOkResponse({ type: TargetsDto })
  @ApiProblems(404)
  async targets(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<TargetsDto> {
    return TargetsDto.of(await this.transfers.targetsOf(id, librarianOf(caller)));
  }

  /** Asks a librarian, or all who monitor a queue, to join the session; nothing changes before a Yes (R36). */
  @Post('sessions/:id/transfers')
  @ApiCreatedResponse({ type: TransferDto })
  @ApiProblems(404, 409)
  async offer(
    @PathId() id: string,
    @Body() body: TransferAskedDto,
    @Caller() caller: StaffIdentity,
  ): Promise<TransferDto> {
    const { toLibrarianId = null, toQueueId = null, reason, reasonCode = null } = body;
    const wanted = { toLibrarianId, toQueueId, reason, reasonCode };
    return TransferDto.of(await this.transfers.offer(id, librarianOf(caller), wanted));
  }

  /** Open offers the caller made or may answer; the monitor stream shows the same. */
  @Get('transfers')
  @ApiPage(TransferDto)
  async list(@Caller() caller: StaffIdentity): Promise<Page<TransferDto>> {
    const items = (await this.transfers.openFor(librarianOf(caller))).map((transfer) =>
      TransferDto.of(transfer),
    );
    return { items, nextCursor: null };
  }

  /** Reads one transfer. */
  @Get('transfers/:id')
  @ApiOkResponse({ type: TransferDto })
  @ApiProblems(404)
  async one(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<TransferDto> {
    return TransferDto.of(await this.transfers.read(id, librarianOf(caller)));
  }

  /** Accepts a transfer and joins the session; of a department the first wins. */
  @Post('transfers/:id/accept')
  @HttpCode(200)
  @ApiOkResponse({ type: TransferDto })
  @ApiProblems(404, 409)
  async accept(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<TransferDto> {
    return TransferDto.of(await this.transfers.accept(id, librarianOf(caller)));
  }

  /** Declines a transfer, with a reason if one likes. */
  @Post('transfers/:id/decline')
  @HttpCode(200)
  @ApiOkResponse({ type: TransferDto })
  @ApiProblems(404, 409)
  async decline(
    @PathId() id: string,
    @Body() body: DeclineDto,
    @Caller() caller: StaffIdentity,
  ): Promise<TransferDto> {
    return TransferDto.of(await this.transfers.decline(id, librarianOf(caller), body.reason ?? null));
  }

  /** Takes back a transfer that nobody has accepted yet. */
  @Post('transfers/:id/cancel')
  @HttpCode(200)
  @ApiOkResponse({ type: TransferDto })
  @ApiProblems(404, 409)
  async cancel(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<TransferDto> {
    return TransferDto.of(await this.transfers.cancel(id, librarianOf(caller)));
  }
}
