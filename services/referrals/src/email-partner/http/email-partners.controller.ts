import {
  ApiPage,
  ApiProblems,
  Caller,
  IsLine,
  MailAddress,
  pageOf,
  PageQuery,
  PathId,
  readCursor,
  Staff,
} from '@carrel/web';
import type { Page, StaffIdentity } from '@carrel/web';
import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiProperty,
  ApiPropertyOptional,
  ApiTags,
} from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { EmailPartnersService } from '../email-partners.service.js';
import { from } from '../../shared/http/page-by-name.js';

export class KeepEmailPartnerDto {
  @ApiProperty({ maxLength: 120 })
  @IsLine(120)
  name!: string;

  @ApiProperty({ description: 'where the question is mailed to', format: 'email', maxLength: 254 })
  @MailAddress()
  address!: string;

  @ApiPropertyOptional({ maxLength: 200, description: 'for yourself' })
  @IsOptional()
  @IsLine(200)
  note?: string;
}

export class EmailPartnerDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty()
  name!: string;
  @ApiProperty({ description: 'where the question is mailed to', format: 'email' })
  address!: string;
  @ApiProperty({ description: 'for librarians; null: none', type: String, nullable: true })
  note!: string | null;
}

/** A librarian's own e-mail partners (R101, A22). */
@ApiTags('email partners')
@Controller('v1/email-partners')
export class EmailPartnersController {
  constructor(private readonly partners: EmailPartnersService) {}

  /** Lists the library's e-mail partners. */
  @Get()
  @Staff('referrals.make')
  @ApiPage(EmailPartnerDto)
  async list(
    @Caller() { accountId }: StaffIdentity,
    @Query() query: PageQuery,
  ): Promise<Page<EmailPartnerDto>> {
    const after = readCursor(query.cursor, 'text', 'id');
    return pageOf(from(await this.partners.of(accountId), after), query.limit, ({ name, id }) => [name, id]);
  }

  /** Adds an e-mail partner. The same address again gets the new name. */
  @Post()
  @Staff('referrals.make')
  @ApiCreatedResponse({ type: EmailPartnerDto })
  @ApiProblems(409, 422)
  keep(@Caller() { accountId }: StaffIdentity, @Body() body: KeepEmailPartnerDto): Promise<EmailPartnerDto> {
    return this.partners.keep(accountId, { ...body, note: body.note ?? null });
  }

  /** Removes an e-mail partner; what was mailed to it stays. */
  @Delete(':id')
  @HttpCode(204)
  @Staff('referrals.make')
  @ApiNoContentResponse()
  @ApiProblems(404)
  async remove(@Caller() { accountId }: StaffIdentity, @PathId() id: string): Promise<void> {
    await this.partners.remove(accountId, id);
  }
}
