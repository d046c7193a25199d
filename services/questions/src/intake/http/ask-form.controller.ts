import { optionLabelsOf } from '@carrel/contracts';
import { ApiProblems, PathId, Public, wantedIn } from '@carrel/web';
import { Controller, Get, Headers, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { IntakeService } from '../intake.service.js';
import { AskFormDto, AskFormQuery } from './ask-form.dto.js';

@ApiTags('questions')
@Controller('v1/ask-forms')
export class AskFormController {
  constructor(private readonly intake: IntakeService) {}

  /** What a library's web form asks, for whoever draws it (B24). */
  @Get(':institutionId')
  @Public()
  @ApiOkResponse({ type: AskFormDto })
  @ApiProblems(404)
  async read(
    @PathId('institutionId') institutionId: string,
    @Query() { language }: AskFormQuery,
    @Headers('accept-language') accepted: string | undefined,
  ): Promise<AskFormDto> {
    const form = await this.intake.askForm(institutionId, wantedIn(language, accepted));
    const { title, introduction, subject, email, fields } = form;
    return {
      ...{ institutionId, title, introduction, subject, email },
      fields: fields.map((field) => ({ ...field, optionLabels: optionLabelsOf(field) })),
    };
  }
}
