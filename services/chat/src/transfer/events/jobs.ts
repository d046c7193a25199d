import { Injectable } from '@nestjs/common';
import { Job } from '@carrel/messaging';
import { TransfersService } from '../transfers.service.js';

@Injectable()
export class TransferJobs {
  constructor(private readonly transfers: TransfersService) {}

  @Job('expire-transfer')
  async expire({ transferId }: { transferId: string }): Promise<void> {
    await this.transfers.expire(transferId);
  }

  @Job('end-offers')
  async endOffers({ accountId }: { accountId: string }): Promise<void> {
    await this.transfers.endOffersOf(accountId);
  }
}
