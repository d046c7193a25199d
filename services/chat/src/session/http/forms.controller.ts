import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { ApiProblems, Public } from '@carrel/web';
import { IsUUID } from 'class-validator';
import { ChatForms } from '../chat-forms.service.js';

class FormQuery {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  institutionId!: string;
}
class FormFieldDto {
  @ApiProperty({ description: 'the key in `fields`' })
  name!: string;

  @ApiProperty()
  label!: string;

  @ApiProperty()
  required!: boolean;

  @ApiProperty({ type: [String], description: 'to choose from; none: any text' })
  options!: string[];
}
class ChatFormDto {
  @ApiProperty({ type: [FormFieldDto], description: 'none: whatever is sent in `fields` is taken' })
  fields!: FormFieldDto[];
}

@ApiTags('sessions')
@Controller('v1/chat-form')
export class FormsController {
  constructor(private readonly forms: ChatForms) {}

  /** What a library's patrons are asked when they open a chat (R121, B24). */
  @Get()
  @Public()
  @ApiOkResponse({ type: ChatFormDto })
  @ApiProblems(404)
  async form(@Query() { institutionId }: FormQuery): Promise<ChatFormDto> {
    const fields = await this.forms.ofLibrary(institutionId);
    return {
      fields: fields.map(({ name, label, required, options }) => ({ name, label, required, options })),
    };
  }
}
