import { Readable } from 'node:stream';
import { ApiProblems, Caller, PathId, Staff, type StaffIdentity } from '@carrel/web';
import { Body, Controller, Get, HttpCode, Post, StreamableFile } from '@nestjs/common';
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

  @Get('erasures/:id')
  @Staff('institution.manage')
  @ApiOkResponse({ type: ErasureDto })
  @ApiProblems(404)
  async erasure(@Caller() caller: StaffIdentity, @PathId() id: string): Promise<ErasureDto> {
    return erasureDto(await this.privacy.erasure(caller, id));
  }

  /** All questions of a patron of the caller's library with every word, as a file of any size. */
  @Post('exports')
  @HttpCode(200)
  @Staff('institution.manage')
  @ApiProduces('application/json')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @ApiProblems(422)
  export(@Caller() caller: StaffIdentity, @Body() { email }: PatronDto): StreamableFile {
    const pages = this.privacy.everythingOf(caller, email);
    const parts = async function* () {
      let before = '{"questions":[';
      for await (const page of pages) {
        for (const question of page) {
          yield before + JSON.stringify(question);
          before = ',';
        }
      }
      yield before === ',' ? ']}' : `${before}]}`;
    };
    return new StreamableFile(Readable.from(parts(), { objectMode: false }), {
      type: 'application/json; charset=utf-8',
      disposition: 'attachment; filename="patron.json"',
    });
  }
}
