import { PageQuery, Problem } from '@carrel/web';
import { ApiProperty } from '@nestjs/swagger';
import { descriptionOfSetting, settingFaults, settings, storedForm } from '@carrel/contracts';
import { readableForm } from '../domain/readable.js';
import { isSetting, type Setting, type SettingLevel } from '../domain/setting.js';

export class HistoryQuery extends PageQuery {}

export class SettingDto {
  @ApiProperty({ description: 'names it in paths', example: 'shared-followup' })
  key!: string;

  @ApiProperty({ description: 'what it is, in a sentence' })
  description!: string;

  @ApiProperty({ description: 'as its own operation answers it', type: 'object', additionalProperties: true })
  value!: unknown;

  @ApiProperty({ type: 'integer', description: '0 while the default holds; the ETag' })
  version!: number;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  changedBy!: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  changedAt!: Date | null;
}

export class SettingChangeDto {
  @ApiProperty({ type: 'integer' })
  version!: number;

  @ApiProperty({ description: 'what it became', type: 'object', additionalProperties: true })
  value!: unknown;

  @ApiProperty({ format: 'uuid' })
  changedBy!: string;

  @ApiProperty({ format: 'date-time' })
  changedAt!: Date;
}

export const settingAnswer = (setting: Setting): SettingDto => ({
  key: setting.key,
  description: descriptionOfSetting(setting.key),
  value: setting.value,
  version: setting.version,
  changedBy: setting.changedBy,
  changedAt: setting.changedAt,
});

/** The body is the value itself; what breaks its schema is named field by field. */
export function checkedValue(key: string, level: SettingLevel, written: unknown): unknown {
  if (!isSetting(key, level)) return written;
  const value = readableForm(settings[key].schema, storedForm(key, written));
  const errors = settingFaults(key, value).map(({ pointer, ...fault }) => ({
    path: pointer.split('/').filter(Boolean).join('.'),
    ...fault,
  }));
  if (errors.length > 0)
    throw new Problem(422, 'setting-invalid', `This is no value for ${key}.`, { errors });
  return value;
}
