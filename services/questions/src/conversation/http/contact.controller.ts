import { Body, Controller, Put } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import {
  ApiProblems,
  Caller,
  PathId,
  PatronOrStaff,
  RateLimit,
  type PatronIdentity,
  type StaffIdentity,
  MailAddress,
} from '@carrel/web';
import { IsOptional, ValidateIf } from 'class-validator';
import { ContactsService } from '../contacts.service.js';
import { IsLine } from '../../question/http/words.js';

class ContactChangeDto {
  @ApiPropertyOptional({ maxLength: 200 })
  @IsOptional()
  @IsLine(200)
  name?: string;

  @ApiPropertyOptional({
    type: String,
    format: 'email',
    maxLength: 254,
    nullable: true,
    description: 'null takes the address away',
  })
  @ValidateIf(({ email }: ContactChangeDto) => email !== undefined && email !== null)
  @MailAddress()
  email?: string | null;
}

class ContactKeptDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty({ type: String, nullable: true })
  name!: string | null;
  @ApiProperty({ description: 'where answers go; null: nowhere', type: String, nullable: true })
  email!: string | null;
  @ApiProperty({ description: 'there is no address to which it could be answered (R76)' })
  noContact!: boolean;
}

@ApiTags('questions')
@Controller('v1/questions/:id/contact')
export class ContactController {
  constructor(private readonly contacts: ContactsService) {}

  /**
   * Gives or corrects the patron's name and address; what is left out stays. By the patron with the question's token,
   * and by staff of a library that has it in its lists. What was sent before is not sent to the new address (B38).
   */
  @Put()
  @PatronOrStaff('questions.work')
  @RateLimit({ points: 20, seconds: 60, by: 'account' })
  @ApiOkResponse({ type: ContactKeptDto })
  @ApiProblems(403, 404, 409, 422)
  async correct(
    @Caller() caller: StaffIdentity | PatronIdentity,
    @PathId() id: string,
    @Body() { name, email }: ContactChangeDto,
  ): Promise<ContactKeptDto> {
    const contact = { name, email };
    if (caller.kind === 'patron') {
      const { patronName, patronEmail, noContact } = await this.contacts.byPatron(
        caller.tokenHash,
        id,
        contact,
      );
      return { id, name: patronName, email: patronEmail, noContact };
    }
    // Only what the caller has given: what was there before is seen with the question, by who may see it.
    const { noContact } = await this.contacts.byStaff(caller, id, contact);
    return { id, name: name ?? null, email: email ?? null, noContact };
  }
}
