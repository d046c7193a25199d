import { AllowedActionDto, NamedDto } from '@carrel/web';
import { resolutionCodes, type ResolutionCode } from '@carrel/contracts';
import { ApiProperty } from '@nestjs/swagger';
import { speaks } from '../../session/domain/asked-from.js';
import { sessionStatuses, type SessionStatus } from '../../session/domain/moves.js';
import type { Silence } from '../../session/domain/silence.js';
import type { Session } from '../../session/domain/session.js';

export class ParticipantDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ format: 'uuid' })
  institutionId!: string;

  @ApiProperty({ type: String, nullable: true, description: 'of the library' })
  institutionName!: string | null;

  @ApiProperty({ description: 'when the librarian came into the chat', format: 'date-time' })
  enteredAt!: string;

  @ApiProperty({
    description: 'when the librarian left it; null: still there',
    type: String,
    format: 'date-time',
    nullable: true,
  })
  leftAt!: string | null;
}
export class SessionPatronDto {
  @ApiProperty()
  name!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'null also for those to whom the request is only offered',
  })
  email!: string | null;
}

export class SilenceDto {
  @ApiProperty({ format: 'date-time', description: "of the patron's last line, or of the acceptance" })
  since!: string;

  @ApiProperty({ description: 'time to ask whether the patron is still there (R17)' })
  prompt!: boolean;

  @ApiProperty({ description: 'idle for so long that it does not count against the cap (R18, A7)' })
  yellow!: boolean;

  static of({ since, ...rest }: Silence): SilenceDto {
    return { since: since.toISOString(), ...rest };
  }
}

export class LeftDto {
  @ApiProperty({ type: 'integer', description: 'lines' })
  lines!: number;

  @ApiProperty({ type: 'integer', description: 'bytes of what patron and librarians write, as UTF-8' })
  bytes!: number;
}
export const leftMeans =
  'how much more the chat takes (setting chat-length); null while it is short, and once it is over';

export class LastLineDto {
  @ApiProperty({ type: 'integer', minimum: 1 })
  seq!: number;

  @ApiProperty({ enum: ['patron', 'librarian', 'system'], description: 'who wrote it' })
  from!: 'patron' | 'librarian' | 'system';

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'the librarian who wrote it' })
  authorId!: string | null;

  @ApiProperty({ description: 'its start' })
  text!: string;

  @ApiProperty({ format: 'date-time' })
  sentAt!: string;
}
/** How far the librarian who asks is with the chat. */
export interface ReadSoFar {
  unread: number;
  readSeq: number;
  lastLine: LastLineDto | null;
}

/** What stands beside the session itself. */
export interface Beside {
  position?: number | null;
  silence?: SilenceDto | null;
  othersWaiting?: number | null;
  viewportUrl?: string | null;
  surveyUrl?: string | null;
  waitingMessages?: string[];
  left?: LeftDto | null;
  reading?: ReadSoFar | undefined;
  actions?: readonly AllowedActionDto[];
  /** Of the librarian who looks. */
  languages?: readonly string[];
  /** Names of libraries and queues by id. */
  names?: ReadonlyMap<string, string>;
}

export class SessionDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({
    description:
      'waiting until a librarian accepts; abandoned: the patron went before; dismissed: staff took it away',
    enum: sessionStatuses,
  })
  status!: SessionStatus;

  @ApiProperty({ type: 'integer', nullable: true, minimum: 1, description: 'while waiting' })
  position!: number | null;

  @ApiProperty({ format: 'uuid', description: "the patron's library" })
  institutionId!: string;

  @ApiProperty({ type: String, nullable: true, description: "of the patron's library" })
  institutionName!: string | null;

  @ApiProperty({ type: [String], format: 'uuid', description: 'that carry it, the nearest first' })
  queueIds!: string[];

  @ApiProperty({ type: [NamedDto], description: 'for staff: these queues with their names' })
  queues!: NamedDto[];

  @ApiProperty()
  practice!: boolean;

  @ApiProperty({ type: SessionPatronDto })
  patron!: SessionPatronDto;

  @ApiProperty({ description: 'the patron left no e-mail address (R76)' })
  noContact!: boolean;

  @ApiProperty({ description: 'the patron’s, as it was asked' })
  question!: string;

  @ApiProperty({
    description: 'what the form asked besides, by the name of the field',
    type: 'object',
    additionalProperties: { type: 'string' },
  })
  fields!: Record<string, string>;

  @ApiProperty({
    type: String,
    nullable: true,
    description: "the patron's language, as asked or as the browser says; BCP 47",
    example: 'es-MX',
  })
  language!: string | null;

  @ApiProperty({
    type: Boolean,
    nullable: true,
    description:
      'for staff: whether it is one of the languages of the own shift; null where one is not known',
  })
  inYourLanguage!: boolean | null;

  @ApiProperty({ type: String, nullable: true, description: 'for staff: the page the patron asked from' })
  page!: string | null;

  @ApiProperty({
    enum: ['local', 'everyone'],
    description: 'held back for local librarians, or offered to all (A8)',
  })
  offeredTo!: 'local' | 'everyone';

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'when everyone is asked at the latest',
  })
  releaseAt!: string | null;

  @ApiProperty({ description: 'when the patron asked', format: 'date-time' })
  requestedAt!: string;

  @ApiProperty({
    description: 'when the first librarian came; null: nobody yet',
    type: String,
    format: 'date-time',
    nullable: true,
  })
  acceptedAt!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  endedAt!: string | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'the patron has ended the chat: for staff it is active until it is coded (B37)',
  })
  patronLeftAt!: string | null;

  @ApiProperty({ type: String, enum: resolutionCodes, nullable: true, description: 'for staff' })
  resolution!: ResolutionCode | null;

  @ApiProperty({ type: [ParticipantDto], description: 'who is or was in it' })
  librarians!: ParticipantDto[];

  @ApiProperty({
    type: SilenceDto,
    nullable: true,
    description: 'for the librarians in it, never for the patron (R21)',
  })
  silence!: SilenceDto | null;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'requests the librarian could take besides (R22)',
  })
  othersWaiting!: number | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: "the library's page to show beside the chat once it is accepted (R13)",
  })
  viewportUrl!: string | null;

  @ApiProperty({
    type: [String],
    description: 'while waiting: what the library says meanwhile, to be shown in turn',
  })
  waitingMessages!: string[];

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'the answer will be sent (R24)',
  })
  promisedAt!: string | null;

  @ApiProperty({ type: [String], description: 'for staff: what it was about' })
  descriptiveCodes!: string[];

  @ApiProperty({ description: 'the patron is offered the chat survey (R137)' })
  surveyOffered!: boolean;

  @ApiProperty({
    type: String,
    nullable: true,
    description: "for staff: the policy page of the patron's library",
  })
  policyPageUrl!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'for the patron: where it is answered, once' })
  surveyUrl!: string | null;

  @ApiProperty({ type: LeftDto, nullable: true, description: leftMeans })
  left!: LeftDto | null;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'lines and files of others that the librarian in it has not read; null for all others',
  })
  unread!: number | null;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description:
      'the last line the librarian in it has read, by `POST read` or by writing after it; 0 for none',
  })
  readSeq!: number | null;

  @ApiProperty({
    type: LastLineDto,
    nullable: true,
    description: 'for the librarians in it: the newest of what people wrote or sent',
  })
  lastLine!: LastLineDto | null;

  @ApiProperty({
    type: [AllowedActionDto],
    description: 'for staff: what the caller may do with it now, `accept` by the own shift and its room too',
  })
  actions!: readonly AllowedActionDto[];

  /** Contact details are for the patron and for those in the session; the code is for staff. */
  static of(session: Session, seenBy: 'patron' | 'party' | 'desk', beside: Beside = {}): SessionDto {
    const status = seenBy === 'patron' ? session.statusForPatron : session.status;
    const nameOf = (id: string) => beside.names?.get(id) ?? null;
    const endedAt = session.endedAt ?? (status === 'ended' ? session.patronLeftAt : null);
    return {
      id: session.id,
      status,
      patronLeftAt: session.patronLeftAt?.toISOString() ?? null,
      position: beside.position ?? null,
      silence: beside.silence ?? null,
      viewportUrl: beside.viewportUrl ?? null,
      waitingMessages: beside.waitingMessages ?? [],
      promisedAt: session.promisedAt?.toISOString() ?? null,
      descriptiveCodes: seenBy === 'patron' ? [] : session.descriptiveCodes,
      surveyOffered: session.surveyOffered,
      surveyUrl: beside.surveyUrl ?? null,
      left: beside.left ?? null,
      unread: beside.reading?.unread ?? null,
      readSeq: beside.reading?.readSeq ?? null,
      lastLine: beside.reading?.lastLine ?? null,
      policyPageUrl:
        seenBy === 'patron' ? null : `/api/admin/v1/institutions/${session.institutionId}/policy-page`,
      othersWaiting: beside.othersWaiting ?? null,
      institutionId: session.institutionId,
      institutionName: nameOf(session.institutionId),
      actions: beside.actions ?? [],
      queueIds: session.queueIds,
      queues: seenBy === 'patron' ? [] : session.queueIds.map((id) => ({ id, name: nameOf(id) ?? '' })),
      practice: session.practice,
      patron: { name: session.patronName, email: seenBy === 'desk' ? null : session.patronEmail },
      noContact: session.noContact,
      question: session.question,
      fields: session.fields,
      language: session.language,
      inYourLanguage:
        session.language !== null && beside.languages?.length
          ? speaks(beside.languages, session.language)
          : null,
      page: seenBy === 'patron' ? null : session.page,
      offeredTo: session.offeredTo,
      releaseAt: session.releaseAt?.toISOString() ?? null,
      requestedAt: session.requestedAt.toISOString(),
      acceptedAt: session.acceptedAt?.toISOString() ?? null,
      endedAt: endedAt?.toISOString() ?? null,
      resolution: seenBy === 'patron' ? null : session.resolution,
      librarians: session.participants.map((p) => ({
        id: p.librarianId,
        name: p.name,
        institutionId: p.institutionId,
        institutionName: nameOf(p.institutionId),
        enteredAt: p.enteredAt.toISOString(),
        leftAt: p.leftAt?.toISOString() ?? null,
      })),
    };
  }
}
