import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Equals, IsOptional, IsString, Length, Matches } from 'class-validator';

/** Names as RFC 6749 has them. */
export class TokenRequestDto {
  @ApiProperty({ description: 'always client_credentials (RFC 6749)', enum: ['client_credentials'] })
  @Equals('client_credentials')
  grant_type!: 'client_credentials';

  @ApiPropertyOptional({ format: 'uuid', description: 'unless it is in the Authorization header' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  client_id?: string;

  @ApiPropertyOptional({
    description: 'as it was shown once, or beside the id in an Authorization header of type Basic',
    format: 'password',
    maxLength: 200,
  })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  client_secret?: string;

  @ApiPropertyOptional({
    description: 'separated by spaces; default: all that the service account has',
    example: 'questions:read statistics:read',
    maxLength: 500,
  })
  @IsOptional()
  @IsString()
  @Matches(/^[\x21\x23-\x5b\x5d-\x7e ]{0,500}$/)
  scope?: string;
}

export class TokenDto {
  @ApiProperty({ description: 'for the Authorization header' })
  access_token!: string;

  @ApiProperty({ description: 'how the token is sent: Authorization: Bearer', enum: ['Bearer'] })
  token_type!: 'Bearer';

  @ApiProperty({ type: 'integer', description: 'seconds' })
  expires_in!: number;

  @ApiProperty({ description: 'separated by spaces' })
  scope!: string;
}
