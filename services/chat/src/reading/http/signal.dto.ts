import { ApiProperty } from '@nestjs/swagger';

/** A passing notice as streams carry it: the event's name says which. */
export class SignalEventDto {
  @ApiProperty({ enum: ['patron', 'librarian'], description: 'whose sign it is' })
  from!: 'patron' | 'librarian';

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'of the librarian' })
  id!: string | null;

  @ApiProperty()
  name!: string;

  @ApiProperty({ type: 'integer', nullable: true, description: 'the last line read' })
  seq!: number | null;

  @ApiProperty({ format: 'date-time' })
  at!: string;
}

/** As it is read back; without a stream the kind must be said. */
export class SignalDto extends SignalEventDto {
  @ApiProperty({ description: 'whether somebody types, or has read up to a line', enum: ['typing', 'read'] })
  kind!: 'typing' | 'read';
}
