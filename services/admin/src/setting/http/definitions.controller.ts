import { descriptionOfSetting, settings, type Setting, type SettingKey } from '@carrel/contracts';
import { ApiPage, Staff, type Page } from '@carrel/web';
import { Controller, Get } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import type { SettingLevel } from '../domain/setting.js';

const levels = ['group', 'institution', 'account'] as const;

class SettingDefinitionDto {
  @ApiProperty({ description: 'names it in paths', example: 'chat-times' })
  key!: string;

  @ApiProperty({ enum: levels, description: 'whose setting it is' })
  level!: SettingLevel;

  @ApiProperty({ description: 'what it is, in a sentence' })
  description!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'the JSON Schema of a value; what it cannot say is answered by 422',
  })
  schema!: object;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'what holds until somebody sets it',
  })
  default!: unknown;
}

/** TypeBox marks its schemas with symbols and hidden members that have no place in an answer. */
const definitions: readonly SettingDefinitionDto[] = Object.values<Setting>(settings).map(
  ({ key, level, schema, default: value }) => ({
    key,
    level,
    description: descriptionOfSetting(key as SettingKey),
    schema: JSON.parse(JSON.stringify(schema)) as object,
    default: value,
  }),
);

@ApiTags('settings')
@Controller('v1/setting-definitions')
export class SettingDefinitionsController {
  /** Every setting there is: its level, its schema and its default, so that a client draws its form from them. */
  @Get()
  @Staff()
  @ApiPage(SettingDefinitionDto)
  list(): Page<SettingDefinitionDto> {
    return { items: [...definitions], nextCursor: null };
  }
}
