import { ApiProperty } from '@nestjs/swagger';
import { GroupDto } from '../../registry/http/group.dto.js';
import { InstitutionDto } from '../../registry/http/institution.answers.js';
import { AccountDto } from '../../account/http/account.dto.js';

export class MeDto extends AccountDto {
  @ApiProperty({
    type: [String],
    description: 'what the roles allow, so that clients hide what is not allowed',
  })
  capabilities!: string[];

  @ApiProperty({ type: InstitutionDto, nullable: true })
  institution!: InstitutionDto | null;

  @ApiProperty({ type: [GroupDto], description: "the library's subscription group and joined cooperatives" })
  groups!: GroupDto[];
}
