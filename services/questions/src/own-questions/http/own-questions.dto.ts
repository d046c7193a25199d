import { MailAddress, PageQuery } from '@carrel/web';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';

const states = ['open', 'answered', 'closed'] as const;

export class OwnQuestionsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: states })
  @IsOptional()
  @IsIn(states)
  status?: (typeof states)[number];
}

export class LinkRequestDto {
  @ApiProperty({ format: 'uuid', description: "the patron's library" })
  @IsUUID()
  institutionId!: string;

  @ApiProperty({
    description: 'where the link goes, if questions were asked from it',
    format: 'email',
    maxLength: 254,
  })
  @MailAddress()
  email!: string;
}

export class PatronRecordDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty({ format: 'uuid' })
  institutionId!: string;
  @ApiProperty({ type: String, nullable: true })
  name!: string | null;
  @ApiProperty({ format: 'email' })
  email!: string;
  @ApiProperty({ description: 'when the patron was first here', format: 'date-time' })
  firstAskedAt!: Date;
}
