import {
  ApiProblems,
  Caller,
  PatronOrStaff,
  Problem,
  RateLimit,
  type PatronIdentity,
  type StaffIdentity,
} from '@carrel/web';
import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { PrivacyService } from '../privacy.service.js';

class OwnErasureDto {
  @ApiProperty({ enum: ['running', 'done'], description: 'running: it goes on by itself, in every service' })
  status!: 'running' | 'done';
}

@ApiTags('privacy')
@Controller('v1/my-questions/erasures')
export class OwnErasuresController {
  constructor(private readonly privacy: PrivacyService) {}

  /**
   * The patron has his or her data at the library deleted: with a mailed link everything of its address; with the token of
   * a question that has no address, that question. 409 `link-needed`: the question has an address, and only a mailed link
   * shows whose it is.
   */
  @Post()
  @HttpCode(202)
  @PatronOrStaff()
  @RateLimit({ points: 5, seconds: 60, by: 'account' })
  @ApiAcceptedResponse({ type: OwnErasureDto })
  @ApiProblems(403, 404, 409)
  async erase(@Caller() caller: StaffIdentity | PatronIdentity): Promise<OwnErasureDto> {
    if (caller.kind !== 'patron') throw new Problem(403, 'not-allowed', 'This is for patrons.');
    return { status: (await this.privacy.eraseOwn(caller.tokenHash)) ? 'running' : 'done' };
  }
}
