import { ApiProperty } from '@nestjs/swagger';

/** A person, a library, a queue or a group, with its name. */
export class NamedDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ description: 'the name it has now; empty while it cannot be asked for' })
  name!: string;
}
