import { Controller, Delete, Get, HttpCode } from '@nestjs/common';
import { ApiNoContentResponse, ApiTags } from '@nestjs/swagger';
import { ApiPage, ApiProblems, Caller, PathId, Staff, type Page, type StaffIdentity } from '@carrel/web';
import { SignInService } from '../sign-in.service.js';
import { SignInDto } from './auth.dto.js';

@ApiTags('signing in')
@Controller('v1/me/sign-ins')
export class MySignInsController {
  constructor(private readonly signIn: SignInService) {}

  /** Where the caller is signed in, the last used first. */
  @Get()
  @Staff()
  @ApiPage(SignInDto)
  async list(@Caller() { accountId, session }: StaffIdentity): Promise<Page<SignInDto>> {
    const rows = await this.signIn.openOf(accountId);
    return { items: rows.map((row) => ({ ...row, current: row.id === session })), nextCursor: null };
  }

  /** Ends one of the caller's sign-ins in every service within seconds; ending it again changes nothing. */
  @Delete(':id')
  @HttpCode(204)
  @Staff()
  @ApiNoContentResponse()
  @ApiProblems(404)
  end(@PathId() id: string, @Caller() { accountId }: StaffIdentity): Promise<void> {
    return this.signIn.endOwn(id, accountId);
  }
}
