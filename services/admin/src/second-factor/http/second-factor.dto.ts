import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Length, Matches, ValidateBy, ValidateIf } from 'class-validator';
import { applyDecorators } from '@nestjs/common';
import { IsName } from '../../shared/http/is-name.js';
import { TokensDto } from '../../sign-in/http/auth.dto.js';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '../../credential/passkeys.js';
import type { WhatChanged } from '../../credential/domain/second-factor.js';
import type { FactorState } from '../second-factor.service.js';

const changes: WhatChanged[] = [
  ...(['app-added', 'app-removed', 'passkey-added', 'passkey-removed'] as const),
  ...(['recovery-codes-made', 'recovery-code-used', 'reset'] as const),
];
const bounded = { maxProperties: 10, propertyNames: { maxLength: 100 } };
const text = { type: 'string', maxLength: 8_000 };
/** As large as what authenticators and browsers send; what is in it is looked at where it is verified. */
const answer: object = {
  type: 'object',
  ...bounded,
  additionalProperties: {
    oneOf: [
      text,
      {
        type: 'object',
        ...bounded,
        additionalProperties: {
          oneOf: [text, { type: 'array', items: { type: 'string', maxLength: 100 }, maxItems: 10 }],
        },
      },
    ],
  },
};

/** What `navigator.credentials` gave, as its `toJSON()` writes it; looked at closely where it is verified. */
const IsPasskeyAnswer = (): PropertyDecorator =>
  applyDecorators(
    ValidateBy({
      name: 'isPasskeyAnswer',
      validator: {
        validate: (value: unknown) => {
          const { id, response } = (value ?? {}) as {
            id?: unknown;
            response?: { clientDataJSON?: unknown } | null;
          };
          return typeof id === 'string' && typeof response?.clientDataJSON === 'string';
        },
        defaultMessage: () => '$property must be the JSON form of a PublicKeyCredential',
      },
    }),
  );

const Code = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ pattern: '^[0-9]{6}$', example: '123456' }),
    Matches(/^\d{6}$/, { message: '$property must be six digits' }),
  );

export class ConfirmDto {
  @Code()
  code!: string;
}

export class NewPasskeyDto {
  @IsName(100)
  name!: string;

  @ApiProperty({ ...answer, description: 'the new PublicKeyCredential, by its toJSON()' })
  @IsPasskeyAnswer()
  response!: RegistrationResponseJSON;
}

export class PasskeySignInDto {
  @ApiProperty({ ...answer, description: 'the PublicKeyCredential, by its toJSON()' })
  @IsPasskeyAnswer()
  response!: AuthenticationResponseJSON;
}

export class PendingDto {
  @ApiProperty({ maxLength: 200, description: 'from the answer that asked for a second factor' })
  @IsString()
  @Length(1, 200)
  token!: string;
}

export class VerifyDto extends PendingDto {
  @ApiPropertyOptional({ pattern: '^[0-9]{6}$', description: 'one of code, recoveryCode and passkey' })
  @ValidateIf((dto: VerifyDto) => dto.code !== undefined || (!dto.recoveryCode && !dto.passkey))
  @Matches(/^\d{6}$/, { message: '$property must be six digits' })
  code?: string;

  @ApiPropertyOptional({ description: 'one of the recovery codes; it is used up', maxLength: 100 })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  recoveryCode?: string;

  @ApiPropertyOptional({
    ...answer,
    description: 'the browser’s answer to the passkey options, as WebAuthn has it',
  })
  @IsOptional()
  @IsPasskeyAnswer()
  passkey?: AuthenticationResponseJSON;
}

export class TotpDto {
  @ApiProperty({ description: 'to type into an authenticator app' })
  secret!: string;

  @ApiProperty({ format: 'uri', description: 'otpauth:, to show as QR code' })
  uri!: string;
}

export class RecoveryCodesDto {
  @ApiProperty({ type: [String], description: 'shown this once; each is good once' })
  recoveryCodes!: string[];
}

export class EnrolledDto {
  @ApiProperty({ type: [String], nullable: true, description: 'with the first factor; shown this once' })
  recoveryCodes!: string[] | null;

  @ApiProperty({ type: TokensDto, nullable: true, description: 'where a sign-in waited for this' })
  tokens!: TokensDto | null;
}

export class PasskeyDto {
  @ApiProperty()
  id!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ format: 'date-time' })
  createdAt!: string;

  @ApiProperty({
    description: 'when somebody last signed in with it; null: never',
    type: String,
    format: 'date-time',
    nullable: true,
  })
  lastUsedAt!: string | null;
}

export class SecondFactorChangeDto {
  @ApiProperty({ description: 'what happened to the account’s second factor', enum: changes })
  what!: WhatChanged;

  @ApiProperty({ format: 'uuid' })
  changedBy!: string;

  @ApiProperty({ format: 'date-time' })
  changedAt!: Date;
}

export class SecondFactorDto {
  @ApiProperty({ description: "whether the account's group wants one" })
  required!: boolean;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'since when there is an app',
  })
  totpSince!: Date | null;

  @ApiProperty({ description: 'each key that may be used in place of a code', type: [PasskeyDto] })
  passkeys!: PasskeyDto[];

  @ApiProperty({ description: 'how many recovery codes are not used yet', type: 'integer' })
  recoveryCodesLeft!: number;

  @ApiProperty({ type: [SecondFactorChangeDto], description: 'the last twenty, the newest first' })
  history!: SecondFactorChangeDto[];
}

export const secondFactorAnswer = ({ factor, required, history }: FactorState): SecondFactorDto => ({
  required,
  totpSince: factor.totpSince,
  passkeys: factor.passkeys.map(({ id, name, createdAt, lastUsedAt }) => ({
    id,
    name,
    createdAt,
    lastUsedAt,
  })),
  recoveryCodesLeft: factor.recoveryHashes.length,
  history: [...history],
});
