import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Staff } from '@carrel/web';
import { DirectoryAnswers } from '../answers.service.js';

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
  constructor(private readonly directory: DirectoryAnswers) {}

  /** Republishes all state, for a service whose projection was lost. */
  @Post('republish')
  @HttpCode(202)
  @Staff('platform.operate')
  @ApiAcceptedResponse({ type: RepublishedDto })
  republish(): Promise<RepublishedDto> {
    return this.directory.republish();
  }
}
