import { AddsNames, NameBeside, Names } from '@carrel/directory';
import { ApiProblems, Caller, PathId, Staff, type StaffIdentity } from '@carrel/web';
import { Body, Controller, Delete, HttpCode, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { PersonDto, personDto } from '../../question/http/question-row.dto.js';
import { doings, PresenceService, type Presence } from '../presence.service.js';

class SignDto {
  @ApiProperty({
    enum: doings,
    description: 'answering: the answer is being written; writing: anything else',
  })
  @IsIn(doings)
  doing!: Presence['doing'];
}

class PresentDto extends PersonDto {
  @ApiProperty({ format: 'uuid' })
  institutionId!: string;
  @NameBeside()
  institutionName?: string | null;
  @ApiProperty({ description: 'what the colleague does with it', enum: doings })
  doing!: Presence['doing'];
  @ApiProperty({ description: 'since when', format: 'date-time' })
  since!: Date;
}
class OthersDto {
  @ApiProperty({ type: [PresentDto], description: 'without the caller' })
  people!: PresentDto[];
}

@ApiTags('questions')
@Controller('v1/questions/:id/presence')
@AddsNames()
export class PresenceController {
  constructor(
    private readonly presence: PresenceService,
    private readonly names: Names,
  ) {}

  /** Says that the caller has the question open, every 10 seconds, and returns who else has. */
  @Put()
  @Staff('questions.read')
  @ApiOkResponse({ type: OthersDto })
  @ApiProblems(404)
  async sign(
    @Caller() caller: StaffIdentity,
    @PathId() id: string,
    @Body() { doing }: SignDto,
  ): Promise<OthersDto> {
    const others = await this.presence.sign(caller, id, doing);
    const names = await this.names.of(others.map(({ accountId }) => accountId));
    return {
      people: others.map(({ accountId, ...rest }) => ({ ...personDto(accountId, names)!, ...rest })),
    };
  }

  /** Says that the caller has closed the question; without it he or she is gone after 25 seconds. */
  @Delete()
  @HttpCode(204)
  @Staff('questions.read')
  @ApiNoContentResponse()
  async leave(@Caller() caller: StaffIdentity, @PathId() id: string): Promise<void> {
    await this.presence.leave(caller, id);
  }
}
