import { ApiProperty } from '@nestjs/swagger';

/** Whether the caller may do something now; the server judges again when it is done. */
export class AllowedActionDto {
  @ApiProperty({ example: 'claim', description: 'what can be done, by the last word of its path' })
  action!: string;

  @ApiProperty()
  allowed!: boolean;

  @ApiProperty({ type: String, nullable: true, description: 'the stable code of the refusal it would get' })
  code!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'why not, in a sentence for people' })
  reason!: string | null;
}
