import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsWords } from '@carrel/web';
import { bannedBy, type Ban, type BanAsked, type BannedBy } from '../domain/ban.js';

const clientId = {
  maxLength: 64,
  description: "the client's own name for the line that is said: sent again, it is written once",
};

export class BanAskedDto {
  @ApiProperty({
    type: 'integer',
    minimum: 1,
    maximum: 8760,
    description: 'at most what the setting patron-abuse says',
  })
  @IsInt()
  @Min(1)
  @Max(8760)
  hours!: number;

  @ApiPropertyOptional({
    enum: bannedBy,
    isArray: true,
    maxItems: bannedBy.length,
    default: ['token', 'address'],
    description: 'what the patron is recognized by, any of it; a network may be that of a whole library',
  })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(bannedBy.length)
  @ArrayUnique()
  @IsIn(bannedBy, { each: true })
  by?: BannedBy[];

  @ApiPropertyOptional({ maxLength: 500, description: 'why, for the library' })
  @IsOptional()
  @IsWords(500)
  note?: string;
}

export const askedIn = ({ hours, by = ['token', 'address'], note = undefined }: BanAskedDto): BanAsked => ({
  hours,
  by,
  note: note ?? null,
});

export class WarningDto {
  @ApiProperty(clientId)
  @IsString()
  @Matches(/^[\x21-\x7e]{1,64}$/)
  clientId!: string;
}

export class DisconnectDto extends WarningDto {
  @ApiPropertyOptional({ type: BanAskedDto, description: 'bans the patron as well' })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => BanAskedDto)
  ban?: BanAskedDto;
}

export class BanDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid', description: 'the chat that was the reason' })
  sessionId!: string;

  @ApiProperty({ description: 'what the patron is recognized by', enum: bannedBy, isArray: true })
  by!: BannedBy[];

  @ApiProperty({ description: 'for staff; null: none', type: String, nullable: true })
  note!: string | null;

  @ApiProperty({ format: 'uuid', description: 'the librarian' })
  madeBy!: string;

  @ApiProperty({ description: 'the library whose librarian banned', format: 'uuid' })
  madeByInstitution!: string;

  @ApiProperty({ description: 'since when it holds', format: 'date-time' })
  madeAt!: string;

  @ApiProperty({ format: 'date-time', description: 'over by itself then' })
  until!: string;

  static of({ id, sessionId, by, note, madeBy, madeByInstitution, madeAt, until }: Ban): BanDto {
    const times = { madeAt: madeAt.toISOString(), until: until.toISOString() };
    return { id, sessionId, by, note, madeBy, madeByInstitution, ...times };
  }
}
