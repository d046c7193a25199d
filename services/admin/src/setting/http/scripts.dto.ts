import { IsWords } from '@carrel/web';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { IsName } from '../../shared/http/is-name.js';
import type { CannedAnswer, Script } from '../scripts.service.js';

const kinds = ['text', 'url'] as const;

export class ScriptDto implements Script {
  @IsName(60)
  name!: string;

  @ApiProperty({ enum: kinds, description: 'a text to say, or a page to open beside the chat' })
  @IsIn(kinds)
  kind!: Script['kind'];

  @ApiProperty({ description: 'the text, or the address of the page', minLength: 1, maxLength: 2000 })
  @IsWords(2000)
  content!: string;
}

export class CannedAnswerDto implements CannedAnswer {
  @IsName(60)
  name!: string;

  @ApiProperty({
    minLength: 1,
    maxLength: 10_000,
    description:
      'may name {{patron}}, {{librarian}}, {{library}} and {{group}}; any other placeholder is refused',
  })
  @IsWords(10_000)
  content!: string;
}
