import { descriptionOfSetting, settings, type SettingValue } from '@carrel/contracts';
import { ApiProblems, Caller, RateLimit, Staff, type StaffIdentity } from '@carrel/web';
import { applyDecorators, Body, Controller, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsObject, IsOptional, ValidateBy, ValidateNested } from 'class-validator';
import { previewed, type PreviewedSettings } from '../domain/preview.js';
import { PagePreviewsService } from '../page-previews.service.js';

const BYTES = 200_000;

/** A setting's value, judged as setting it would judge it. */
const Value = (key: (typeof previewed)[number]): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({
      ...(JSON.parse(JSON.stringify(settings[key].schema)) as object),
      description: descriptionOfSetting(key),
    }),
    IsOptional(),
    IsObject(),
  );

class PreviewedSettingsDto implements PreviewedSettings {
  @Value('patron-page')
  'patron-page'?: SettingValue<'patron-page'>;
  @Value('patron-words')
  'patron-words'?: SettingValue<'patron-words'>;
  @Value('patron-closed-page')
  'patron-closed-page'?: SettingValue<'patron-closed-page'>;
  @Value('banner')
  banner?: SettingValue<'banner'>;
  @Value('chat-closed-page')
  'chat-closed-page'?: SettingValue<'chat-closed-page'>;
  @Value('ask-form')
  'ask-form'?: SettingValue<'ask-form'>;
}
class PreviewDto {
  @ApiProperty({
    type: PreviewedSettingsDto,
    description: 'values by their settings’ keys, as they would be set; what is left out is as it is',
  })
  @IsObject()
  @ValidateNested()
  @Type(() => PreviewedSettingsDto)
  @ValidateBy({
    name: 'bounded',
    constraints: [BYTES],
    validator: {
      validate: (value: unknown) => JSON.stringify(value ?? null).length <= BYTES,
      defaultMessage: () => `settings is at most ${BYTES} characters long`,
    },
  })
  settings!: PreviewedSettingsDto;
}
class PreviewMadeDto {
  @ApiProperty({ description: 'of the page, from the root of the site; whoever has it can look' })
  path!: string;
  @ApiProperty({ description: 'from when the preview is gone', format: 'date-time' })
  expiresAt!: Date;
}

@ApiTags('patron pages')
@Controller('v1/page-previews')
export class PagePreviewsController {
  constructor(private readonly previews: PagePreviewsService) {}

  /** The page of the caller's library as it would be with other settings, for a day, at an address of its own. */
  @Post()
  @Staff('institution.manage')
  @RateLimit({ points: 60, seconds: 60, by: 'account' })
  @ApiCreatedResponse({ type: PreviewMadeDto })
  @ApiProblems(422)
  make(@Caller() caller: StaffIdentity, @Body() { settings }: PreviewDto): Promise<PreviewMadeDto> {
    return this.previews.make(caller, settings);
  }
}
