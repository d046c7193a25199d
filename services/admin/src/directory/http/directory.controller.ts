import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Caller, Staff, type StaffIdentity } from '@carrel/web';
import { Republication } from '../republication.js';

class RepublishedDto {
  @ApiProperty({
    type: 'integer',
    description: 'how many groups, libraries, memberships, accounts and settings',
  })
  published!: number;
}

@ApiTags('directory')
@Controller('v1/directory')
export class DirectoryController {
  constructor(private readonly republication: Republication) {}

  /** Republishes all state, for a service whose projection was lost. */
  @Post('republish')
  @HttpCode(202)
  @Staff('platform.operate')
  @ApiAcceptedResponse({ type: RepublishedDto })
  async republish(@Caller() caller: StaffIdentity): Promise<RepublishedDto> {
    return { published: await this.republication.askBy(caller) };
  }
}
