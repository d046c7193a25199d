import { applyDecorators } from '@nestjs/common';
import {
  ApiExtraModels,
  ApiProperty,
  ApiPropertyOptional,
  ApiResponse,
  getSchemaPath,
} from '@nestjs/swagger';
import { titleOf } from './problem.js';

export class FieldErrorDto {
  @ApiProperty({ description: 'dotted: patron.email, items.0.text' })
  path!: string;

  @ApiProperty({ description: 'stable, for your own words: docs/integrators/errors.md', example: 'too-long' })
  code!: string;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'the bounds that the code speaks of',
    example: { max: 200 },
  })
  values?: Record<string, unknown>;

  @ApiProperty({ description: 'a sentence in English', example: 'subject must have at most 200 characters' })
  message!: string;
}

/** The problem document (RFC 9457) for the OpenAPI documents. */
export class ProblemDto {
  @ApiProperty({ description: '`code` as a URN', example: 'urn:carrel:problem:already-claimed' })
  type!: string;

  @ApiProperty({ description: 'what kind of problem it is, for people' })
  title!: string;

  @ApiProperty({ type: 'integer', description: 'the HTTP status again' })
  status!: number;

  @ApiProperty({ description: 'a sentence for people' })
  detail!: string;

  @ApiProperty({ description: 'stable, kebab-case', example: 'already-claimed' })
  code!: string;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'who or what stands in the way',
  })
  facts?: Record<string, unknown>;

  @ApiPropertyOptional({ type: [FieldErrorDto], description: 'each field that cannot be taken' })
  errors?: FieldErrorDto[];
}

export const problemContent = {
  'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) } },
};

/** Documents the problems a handler answers besides those its permission, body and path bring by themselves. */
export const ApiProblems = (...statuses: number[]): MethodDecorator & ClassDecorator =>
  applyDecorators(
    ApiExtraModels(ProblemDto),
    ...statuses.map((status) =>
      ApiResponse({ status, description: titleOf(status), content: problemContent }),
    ),
  );
