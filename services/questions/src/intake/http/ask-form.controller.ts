import { ApiProblems, PathId, Public } from '@carrel/web';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { IntakeService } from '../intake.service.js';
import { AskFormDto } from './ask-form.dto.js';

@ApiTags('questions')
@Controller('v1/ask-forms')
export class AskFormController {
  constructor(private readonly intake: IntakeService) {}

  /** What a library's web form asks, for whoever draws it (B24). */
  @Get(':institutionId')
  @Public()
  @ApiOkResponse({ type: AskFormDto })
  @ApiProblems(404)
  async read(@PathId('institutionId') institutionId: string): Promise<AskFormDto> {
    const { title, introduction, subject, email, fields } = await this.intake.askForm(institutionId);
    return { institutionId, title, introduction, subject, email, fields };
  }
}
