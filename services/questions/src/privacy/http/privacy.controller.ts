import { Readable } from 'node:stream';
import {
  ApiPage,
  ApiProblems,
  Caller,
  OwnIdempotency,
  pageOf,
  PageQuery,
  PathId,
  readCursor,
  Staff,
  type Page,
  type StaffIdentity,
} from '@carrel/web';
import { Body, Controller, Get, HttpCode, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { PrivacyService } from '../privacy.service.js';
import { ErasureDto, erasureDto, PatronDto } from './privacy.dto.js';

@ApiTags('privacy')
@Controller('v1')
export class PrivacyController {
  constructor(private readonly privacy: PrivacyService) {}

  /** Forgets a patron of the caller's library, by address: in every service, counts unchanged. Goes on by itself. */
  @Post('erasures')
  @HttpCode(202)
  @Staff('institution.manage')
  @ApiAcceptedResponse({ type: ErasureDto })
  @ApiProblems(422)
  async erase(@Caller() caller: StaffIdentity, @Body() { email }: PatronDto): Promise<ErasureDto> {
    return erasureDto(await this.privacy.erase(caller, email));
  }

  /** Requests to forget a patron and how far each has come, the newest first; for the operator of every library. */
  @Get('erasures')
  @Staff('institution.manage', 'platform.operate')
  @ApiPage(ErasureDto)
  @ApiProblems(400)
  async list(@Caller() caller: StaffIdentity, @Query() query: PageQuery): Promise<Page<ErasureDto>> {
    const of = caller.operator ? null : caller.institutionId;
    const before = readCursor(query.cursor, 'id')?.[0];
    const rows = await this.privacy.erasuresOf(of, before, query.limit);
    return pageOf(rows.map(erasureDto), query.limit, ({ id }) => [id]);
  }

  /** Reads how far an erasure has come. */
  @Get('erasures/:id')
  @Staff('institution.manage')
  @ApiOkResponse({ type: ErasureDto })
  @ApiProblems(404)
  async erasure(@Caller() caller: StaffIdentity, @PathId() id: string): Promise<ErasureDto> {
    return erasureDto(await this.privacy.erasure(caller, id));
  }

  /** Everything kept of a patron of the caller's library, mails and chats too, as a file of any size. */
  @Post('exports')
  @HttpCode(200)
  // It only reads: nothing is kept under a key, and a file is no answer that could be.
  @OwnIdempotency()
  @Staff('institution.manage')
  @ApiProduces('application/json')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @ApiProblems(422, 503)
  async export(@Caller() caller: StaffIdentity, @Body() { email }: PatronDto): Promise<StreamableFile> {
    const parts: [string, AsyncGenerator<readonly unknown[]>][] = [
      ['questions', this.privacy.everythingOf(caller, email)],
      ['mails', this.privacy.mailsTo(caller, email)],
      ['chats', this.privacy.chatsOf(caller, email)],
    ];
    // An unavailable service is reported before anything is sent: an incomplete export must not look complete.
    const firsts = await Promise.all(parts.map(([, pages]) => pages.next()));
    const text = async function* () {
      for (const [n, [name, pages]] of parts.entries()) {
        yield `${n ? ',' : '{'}"${name}":[`;
        let before = '';
        for (let page = firsts[n]!; !page.done; page = await pages.next())
          for (const one of page.value) {
            yield before + JSON.stringify(one);
            before = ',';
          }
        yield ']';
      }
      yield '}';
    };
    return new StreamableFile(Readable.from(text(), { objectMode: false }), {
      type: 'application/json; charset=utf-8',
      disposition: 'attachment; filename="patron.json"',
    });
  }
}
