import { groupRoles, institutionRoles, type GroupRole, type InstitutionRole } from '@carrel/contracts';
import { ApiProperty } from '@nestjs/swagger';
import type { Choices } from '../domain/single-sign-on.js';
import type { Providers } from '../provider.js';
import type { WithHistory } from '../single-sign-on.service.js';

export class RoleRuleDto {
  @ApiProperty({
    description: 'a value of the claim that names groups; null: any',
    type: String,
    nullable: true,
  })
  claim!: string | null;

  @ApiProperty({
    description: 'the part of the mail address after the @; null: any',
    type: String,
    nullable: true,
  })
  emailDomain!: string | null;

  @ApiProperty({
    description: 'what somebody gets whom the rule fits',
    enum: [...institutionRoles, ...groupRoles],
    isArray: true,
  })
  roles!: (InstitutionRole | GroupRole)[];
}

export class ChoicesDto {
  @ApiProperty({ description: 'whether people may sign in by it' })
  enabled!: boolean;

  @ApiProperty({ type: String, nullable: true })
  issuer!: string | null;

  @ApiProperty({ type: String, nullable: true })
  clientId!: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  groupId!: string | null;

  @ApiProperty()
  groupsClaim!: string;

  @ApiProperty({ description: 'who gets which roles; all that fit count', type: [RoleRuleDto] })
  rules!: RoleRuleDto[];

  @ApiProperty()
  createAccounts!: boolean;

  @ApiProperty()
  trained!: boolean;

  @ApiProperty()
  linkByEmail!: boolean;

  @ApiProperty({ description: 'whether passwords are refused to its people' })
  only!: boolean;
}

export class SingleSignOnChangeDto {
  @ApiProperty({ type: 'integer' })
  version!: number;

  @ApiProperty({ type: ChoicesDto })
  choices!: ChoicesDto;

  @ApiProperty({ format: 'uuid' })
  changedBy!: string;

  @ApiProperty({ format: 'date-time' })
  changedAt!: Date;
}

export class SingleSignOnDto extends ChoicesDto {
  @ApiProperty({ description: 'whether a client secret is kept; it is never shown' })
  hasClientSecret!: boolean;

  @ApiProperty({ format: 'uri', description: 'to register at the provider' })
  redirectUri!: string;

  @ApiProperty({ format: 'uri', description: 'to register at the provider, for back-channel logout' })
  logoutUri!: string;

  @ApiProperty({ type: [SingleSignOnChangeDto], description: 'the last twenty changes, the newest first' })
  history!: SingleSignOnChangeDto[];
}

export function singleSignOnAnswer(
  { singleSignOn, history }: WithHistory,
  providers: Providers,
): SingleSignOnDto {
  const { id, choices, sealedSecret } = singleSignOn;
  return {
    ...choicesAnswer(choices),
    hasClientSecret: sealedSecret !== null,
    redirectUri: providers.redirectUri(id),
    logoutUri: providers.logoutUri(id),
    history: history.map((change) => ({ ...change, choices: choicesAnswer(change.choices) })),
  };
}

const choicesAnswer = (choices: Choices): ChoicesDto => ({
  ...choices,
  rules: choices.rules.map((rule) => ({ ...rule, roles: [...rule.roles] })),
});
