import { Module } from '@nestjs/common';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { AddressesService } from './addresses.service.js';
import { AddressesController } from './http/addresses.controller.js';
import { SuppressedPatronsController } from './http/suppressed-patrons.controller.js';
import { SuppressedPatronsService } from './suppressed-patrons.service.js';

/** Addresses that no mail reaches, and patrons to whom none goes. */
@Module({
  imports: [DeliveryModule],
  controllers: [AddressesController, SuppressedPatronsController],
  providers: [AddressesService, SuppressedPatronsService],
})
export class AddressModule {}
