import { descriptiveCodesOf } from '@carrel/contracts';
import { Directory } from '@carrel/directory';
import { NotFound } from '@carrel/kernel';
import { ApiPage, ApiProblems, Caller, Staff, type Page, type StaffIdentity } from '@carrel/web';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';

class LibraryQuery {
  @ApiPropertyOptional({ format: 'uuid', description: "default: the caller's own library" })
  @IsOptional()
  @IsUUID()
  institutionId?: string;
}
class DescriptiveCodeDto {
  @ApiProperty({ description: 'names it in commands and statistics', example: 'local-history' })
  code!: string;
  @ApiProperty({ description: 'the same for people' })
  label!: string;
  @ApiProperty({ description: 'inactive ones are on old questions only' })
  active!: boolean;
}

@ApiTags('questions')
@Controller('v1/descriptive-codes')
export class DescriptiveCodesController {
  constructor(private readonly directory: Directory) {}

  /** The codes that say what a question of this library's patrons was about (setting `descriptive-codes`). */
  @Get()
  @Staff()
  @ApiPage(DescriptiveCodeDto)
  @ApiProblems(404, 422)
  async list(
    @Query() { institutionId }: LibraryQuery,
    @Caller() caller: StaffIdentity,
  ): Promise<Page<DescriptiveCodeDto>> {
    const library = await this.directory.institution(institutionId ?? caller.institutionId);
    if (!library) throw new NotFound('library');
    const lists = await this.directory.setting('descriptive-codes', library.id);
    return { items: [...descriptiveCodesOf(lists)], nextCursor: null };
  }
}
