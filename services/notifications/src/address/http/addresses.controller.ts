import {
  ApiPage,
  ApiProblems,
  Caller,
  MailAddress,
  type Page,
  PathId,
  RateLimit,
  Staff,
  type StaffIdentity,
} from '@carrel/web';
import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiNoContentResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { AddressesService } from '../addresses.service.js';

class NotificationTestDto {
  @ApiProperty({ type: [String], format: 'uuid', description: 'one delivery per address' })
  deliveryIds!: string[];
}

class SuppressedAddressDto {
  @ApiProperty({ description: 'that refused mail', format: 'email' })
  address!: string;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'null for a notification address',
  })
  accountId!: string | null;
  @ApiProperty({ type: String, format: 'date-time' })
  suppressedAt!: Date;
}

class ReleaseAddressDto {
  @ApiProperty({ description: 'that refused mail', format: 'email', maxLength: 254 })
  @MailAddress()
  address!: string;
}

/** The addresses at which a library's staff get notices. */
@ApiTags('addresses')
@Controller('v1/institutions/:id')
export class AddressesController {
  constructor(private readonly addresses: AddressesService) {}

  /** Sends a test mail to every notification address as saved (R130). */
  @Post('notification-tests')
  @HttpCode(202)
  @Staff('institution.manage')
  @RateLimit({ points: 5, seconds: 600, by: 'account' })
  @ApiAcceptedResponse({ type: NotificationTestDto })
  @ApiProblems(422, 503)
  async test(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<NotificationTestDto> {
    return { deliveryIds: await this.addresses.test(caller, id) };
  }

  /** Suppressed addresses of the library's staff: mail to them bounced permanently (F15). */
  @Get('suppressed-addresses')
  @Staff('institution.manage')
  @ApiPage(SuppressedAddressDto)
  @ApiProblems(503)
  async suppressed(
    @PathId() id: string,
    @Caller() caller: StaffIdentity,
  ): Promise<Page<SuppressedAddressDto>> {
    return { items: await this.addresses.suppressed(caller, id), nextCursor: null };
  }

  /** Ends the suppression of an address of the library's staff, or of a patron it has written to. */
  @Post('suppressed-addresses/release')
  @HttpCode(204)
  @Staff('institution.manage')
  @RateLimit({ points: 20, seconds: 3600, by: 'account' })
  @ApiNoContentResponse()
  @ApiProblems(409, 422, 503)
  release(
    @PathId() id: string,
    @Body() { address }: ReleaseAddressDto,
    @Caller() caller: StaffIdentity,
  ): Promise<void> {
    return this.addresses.release(caller, id, address);
  }
}
