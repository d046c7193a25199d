import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length, Matches } from 'class-validator';

/** A name on one line: something to read in it and no control characters, which mail headers could not carry. */
export const IsName = (longest: number): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ minLength: 1, maxLength: longest }),
    IsString(),
    Length(1, longest),
    Matches(/^[^\p{Cc}]*[^\p{Cc}\s][^\p{Cc}]*$/u, { message: '$property must be a name on one line' }),
  );
