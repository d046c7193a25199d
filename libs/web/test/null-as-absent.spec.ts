import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsArray, IsInt, IsObject, IsOptional, IsString, ValidateNested } from 'class-validator';
import { validationPipe } from '../src/validation.js';

class PartDto {
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  name?: string;
}
class BodyDto {
  @ApiPropertyOptional({ type: [String], default: ['a'] })
  @IsOptional()
  @IsArray()
  list: string[] = ['a'];

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  note?: string | null;

  @ApiPropertyOptional({ type: PartDto })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => PartDto)
  part?: PartDto;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  @IsOptional()
  @IsObject()
  anything?: Record<string, unknown>;

  @ApiProperty()
  @IsInt()
  count!: number;
}
const taken = (body: object): Promise<BodyDto> =>
  validationPipe().transform(body, { type: 'body', metatype: BodyDto }) as Promise<BodyDto>;

describe('null in a body', () => {
  it('[promise 23] is the field left out where the document has no null for it', async () => {
    expect(await taken({ count: 1, list: null, part: null })).toStrictEqual(
      Object.assign(new BodyDto(), { count: 1 }),
    );
    const { part } = await taken({ count: 1, part: { name: null } });
    expect(part).toStrictEqual(new PartDto());
  });

  it('stays where the document has it, and in an object of any content', async () => {
    const { note, anything } = await taken({ count: 1, note: null, anything: { old: null } });
    expect([note, anything]).toEqual([null, { old: null }]);
  });

  it('is refused for a field that must be there', async () => {
    await expect(taken({ count: null })).rejects.toMatchObject({ status: 422 });
  });
});
