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

  @ApiProperty()
  message!: string;
}

/** The problem document (RFC 9457) for the OpenAPI documents. */
export class ProblemDto {
  @ApiProperty({ example: 'urn:carrel:problem:already-claimed' })
  type!: string;

  @ApiProperty()
  title!: string;

  @ApiProperty({ type: 'integer' })
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

  @ApiPropertyOptional({ type: [FieldErrorDto] })
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
