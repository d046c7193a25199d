import { NameBeside } from '@carrel/directory';
import { resolutionCodes, type ResolutionCode } from '@carrel/contracts';
import { ApiProperty } from '@nestjs/swagger';
import type { Status, WaitingOn } from '../domain/holding.js';
import type { QuestionRow } from '../domain/row.js';
import type { Source } from '../domain/question.js';
import type { OfferOf } from '../duty-offers.service.js';

export const sources = ['chat', 'web-form', 'mail', 'desk', 'phone', 'fax', 'sms'] as const;
export const statuses = ['new', 'pending', 'answered', 'closed'] as const;
export const waitingOn = ['library', 'expert', 'address', 'patron'] as const;

/** Names of accounts; an account without a name is unknown, or admin is unavailable. */
export type NameOf = ReadonlyMap<string, string>;

export class PersonDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty({ type: String, nullable: true, description: 'null while names cannot be asked for' })
  name!: string | null;
}

export class HandlerDto extends PersonDto {
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  institutionId!: string | null;
  @NameBeside()
  institutionName?: string | null;
}

const reasons = ['rota', 'best-effort', 'exception', 'cover', 'swap', 'substitute'] as const;

export class OfferedToDto {
  @ApiProperty({ format: 'uuid' })
  institutionId!: string;
  @NameBeside()
  institutionName?: string | null;
  @ApiProperty({
    enum: reasons,
    description:
      'why this library: by the rota, or in a cell of it without obligation, by an exception for the date, ' +
      'because it covers or has swapped, or as substitute for one that cannot',
  })
  reason!: (typeof reasons)[number];
  @ApiProperty({ type: String, nullable: true, example: 'law', description: "the rota's subject lane" })
  lane!: string | null;
}

export class QuestionRowDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty()
  number!: string;
  @ApiProperty({
    description: 'as the patron or the library put it; null: none',
    type: String,
    nullable: true,
  })
  subject!: string | null;
  @ApiProperty({ enum: sources })
  source!: Source;
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  sessionId!: string | null;
  @ApiProperty({
    enum: statuses,
    nullable: true,
    description: "at the caller's library; null in no list of it",
  })
  status!: Status | null;
  @ApiProperty({ type: PersonDto, nullable: true, description: "at the caller's library" })
  assignee!: PersonDto | null;
  @ApiProperty({ enum: waitingOn, nullable: true })
  waitingOn!: WaitingOn | null;
  @ApiProperty({
    type: HandlerDto,
    nullable: true,
    description: 'who took or answered it last, of whichever library',
  })
  handledBy!: HandlerDto | null;
  @ApiProperty({ format: 'uuid' })
  patronInstitutionId!: string;
  @NameBeside()
  patronInstitutionName?: string | null;
  @ApiProperty({ enum: resolutionCodes, nullable: true })
  resolution!: ResolutionCode | null;
  @ApiProperty()
  practice!: boolean;
  @ApiProperty({ description: 'the patron left no e-mail address' })
  noContact!: boolean;
  @ApiProperty({ enum: ['spam', 'duplicate'], nullable: true, description: 'closed, and counted apart' })
  mark!: 'spam' | 'duplicate' | null;
  @ApiProperty({ type: String, nullable: true, description: 'what it was about (R77)' })
  topic!: string | null;
  @ApiProperty({ type: [String], description: 'descriptive codes' })
  codes!: readonly string[];
  @ApiProperty({
    type: OfferedToDto,
    nullable: true,
    description:
      'the library on duty, which is offered it first while it waits in Shared Followup; any other may claim it ' +
      'as well (R88, R142). Null outside the list shared-followup and the page of one question, when nobody is ' +
      'on duty, and while the rota cannot be asked',
  })
  offeredTo!: OfferedToDto | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  dueAt!: Date | null;
  @ApiProperty({ format: 'date-time' })
  createdAt!: Date;
  @ApiProperty({ format: 'date-time' })
  updatedAt!: Date;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'when it was moved in from another system; null for what was asked here',
  })
  importedAt!: Date | null;
}

/** Everybody a row names, to ask for their names at once. */
export const peopleOf = (row: QuestionRow): (string | null)[] => [row.assigneeId, row.handledById];

/** Written out: copying what is left of a row took a tenth of what a page of a list costs. */
export function rowDto(row: QuestionRow, names: NameOf, offers: OfferOf = new Map()): QuestionRowDto {
  const handler = personDto(row.handledById, names);
  const offer = offers.get(row.id);
  return {
    id: row.id,
    number: row.number,
    subject: row.subject,
    source: row.source,
    sessionId: row.sessionId,
    status: row.status,
    assignee: personDto(row.assigneeId, names),
    waitingOn: row.waitingOn,
    handledBy: handler && { id: handler.id, name: handler.name, institutionId: row.handledByInstitutionId },
    patronInstitutionId: row.patronInstitutionId,
    resolution: row.resolution,
    practice: row.practice,
    noContact: row.noContact,
    mark: row.mark,
    topic: row.topic,
    codes: row.codes,
    offeredTo: offer ? { institutionId: offer.institutionId, reason: offer.because, lane: offer.lane } : null,
    dueAt: row.dueAt,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    importedAt: row.importedAt,
  };
}

export const personDto = (id: string | null, names: NameOf): PersonDto | null =>
  id ? { id, name: names.get(id) ?? null } : null;
