import { IsLine } from '@carrel/web';
import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';

/** A name on one line with something to read in it. */
export const IsName = (longest: number): PropertyDecorator =>
  applyDecorators(ApiProperty({ minLength: 1, maxLength: longest }), IsLine(longest));
