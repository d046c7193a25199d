import { settings } from '@carrel/contracts';
import { ApiProblems, Caller, invalid, RateLimit, Staff, type StaffIdentity } from '@carrel/web';
import { Body, Controller, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsObject, ValidateBy } from 'class-validator';
import { previewed } from '../domain/preview.js';
import { PagePreviewsService } from '../page-previews.service.js';

const BYTES = 200_000;

class PreviewDto {
  @ApiProperty({
    type: 'object',
    properties: Object.fromEntries(
      previewed.map((key) => [key, JSON.parse(JSON.stringify(settings[key].schema))]),
    ),
    additionalProperties: false,
    description: 'values by their settings’ keys, as they would be set; what is left out is as it is',
  } as never)
  @IsObject()
  @ValidateBy({
    name: 'bounded',
    constraints: [BYTES],
    validator: {
      validate: (value: unknown) => JSON.stringify(value ?? null).length <= BYTES,
      defaultMessage: () => `settings is at most ${BYTES} characters long`,
    },
  })
  settings!: Record<string, unknown>;
}
class PreviewMadeDto {
  @ApiProperty({ description: 'of the page, from the root of the site; whoever has it can look' })
  path!: string;
  @ApiProperty({ format: 'date-time' })
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
    const unknown = Object.keys(settings).filter((key) => !(previewed as readonly string[]).includes(key));
    if (unknown.length > 0)
      throw invalid(
        unknown.slice(0, 100).map((key) => ({
          ...{ path: `settings.${key}`, code: 'unknown-field', values: {} },
          message: `${key} is nothing that a patron's page shows`,
        })),
      );
    return this.previews.make(caller, settings);
  }
}
