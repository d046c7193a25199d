import { requests } from '@carrel/contracts';
import { Clock } from '@carrel/kernel';
import { MessagingModule, messagingMigrations, Requests } from '@carrel/messaging';
import { Caller, Public, Staff, WebModule, webMigrations, type StaffIdentity } from '@carrel/web';
import { Controller, Get, Module, Param } from '@nestjs/common';
import type { DataSourceOptions } from 'typeorm';

@Controller('v1')
class DeskController {
  constructor(
    private readonly clock: Clock,
    private readonly requests: Requests,
  ) {}

  @Public()
  @Get('time')
  time(): { now: string } {
    return { now: this.clock.now().toISOString() };
  }

  @Staff()
  @Get('me')
  me(@Caller() caller: StaffIdentity): { accountId: string; name: string; institutionId: string } {
    return { accountId: caller.accountId, name: caller.name, institutionId: caller.institutionId };
  }

  @Staff()
  @Get('names/:id')
  async nameOf(@Param('id') id: string): Promise<{ names: string[] }> {
    const { accounts } = await this.requests.ask(requests.accountNames, { ids: [id] });
    return { names: accounts.map((account) => account.name) };
  }
}

/** The smallest service there can be. */
@Module({
  imports: [MessagingModule.forRoot({ service: 'chat' }), WebModule.forRoot({ service: 'chat' })],
  controllers: [DeskController],
  providers: [Clock],
})
export class DeskModule {}

export const deskDataSource = (url: string): DataSourceOptions => ({
  type: 'postgres',
  url,
  migrations: [...messagingMigrations, ...webMigrations],
});
