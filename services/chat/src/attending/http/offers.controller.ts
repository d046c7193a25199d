import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { ApiProblems, Caller, PathId, Staff, type StaffIdentity } from '@carrel/web';
import { IsOptional, IsUUID } from 'class-validator';
import { librarianOf } from '../../reading/http/viewer.js';
import { offerReasons, type OfferReason } from '../domain/offer-explained.js';
import { OfferExplanations } from '../offer-explanations.service.js';

class OfferQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'whom it is about; the caller by default' })
  @IsOptional()
  @IsUUID()
  librarianId?: string;
}
class OfferDto {
  @ApiProperty({ description: 'whether the request stands on that desk now' })
  shown!: boolean;

  @ApiProperty({ description: 'whether an accept would be let in now' })
  acceptable!: boolean;

  @ApiProperty({
    description: 'why it is offered to this librarian, in words',
    enum: offerReasons,
    isArray: true,
  })
  reasons!: OfferReason[];

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'while it is held back' })
  releaseAt!: string | null;
}

@ApiTags('sessions')
@Controller('v1/sessions/:id/offer')
export class OffersController {
  constructor(private readonly explanations: OfferExplanations) {}

  /** Why a request is shown to a librarian, or withheld. */
  @Get()
  @Staff('chat.monitor')
  @ApiOkResponse({ type: OfferDto })
  @ApiProblems(404)
  async why(
    @PathId() id: string,
    @Query() { librarianId }: OfferQuery,
    @Caller() caller: StaffIdentity,
  ): Promise<OfferDto> {
    const why = await this.explanations.of(id, librarianOf(caller), librarianId ?? caller.accountId);
    return { ...why, releaseAt: why.releaseAt?.toISOString() ?? null };
  }
}
