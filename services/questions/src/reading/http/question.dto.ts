import { AllowedActionDto } from '@carrel/web';
import { NameBeside } from '@carrel/directory';
import { ApiProperty } from '@nestjs/swagger';
import type { Relation, Status, WaitingOn } from '../../question/domain/holding.js';
import {
  happenings,
  type DeliveredBy,
  type Happening,
  type MessageKind,
} from '../../question/domain/history.js';
import type { OfferOf } from '../../question/duty-offers.service.js';
import type { Seen, SeenByPatron } from '../reading.service.js';
import { FileDto, fileDto, StaffFileDto, staffFileDto } from '../../files/http/files.dto.js';
import {
  PersonDto,
  peopleOf,
  personDto,
  QuestionRowDto,
  rowDto,
  statuses,
  waitingOn,
  type NameOf,
} from '../../question/http/question-row.dto.js';

const messageKinds = [
  ...['answer', 'note', 'message', 'clarification', 'reply', 'partner-reply'],
  ...['outside-agency', 'quality'],
] as const;
const relations = ['home', 'chatting', 'claimer', 'sender', 'receiver'] as const;

export class HoldingDto {
  @ApiProperty({ format: 'uuid' })
  institutionId!: string;
  @NameBeside()
  institutionName?: string | null;
  @ApiProperty({ enum: relations, isArray: true })
  relations!: Relation[];
  @ApiProperty({ enum: statuses, nullable: true, description: 'null: in no list of that library' })
  status!: Status | null;
  @ApiProperty({ type: PersonDto, nullable: true })
  assignee!: PersonDto | null;
  @ApiProperty({ enum: waitingOn, nullable: true })
  waitingOn!: WaitingOn | null;
}

export class TranscriptLineDto {
  @ApiProperty({ type: 'integer' })
  seq!: number;
  @ApiProperty({ enum: ['patron', 'librarian', 'system'] })
  from!: 'patron' | 'librarian' | 'system';
  @ApiProperty({ type: String, nullable: true })
  name!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  authorId!: string | null;
  @ApiProperty()
  text!: string;
  @ApiProperty({ format: 'date-time' })
  sentAt!: string;
}

export class HistoryLineDto {
  @ApiProperty({ format: 'date-time' })
  at!: Date;
  @ApiProperty({ enum: happenings, example: 'claimed' })
  action!: Happening;
  @ApiProperty({ type: PersonDto, nullable: true, description: 'null: the patron or the system' })
  by!: PersonDto | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  institutionId!: string | null;
  @NameBeside()
  institutionName?: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'why, in their words' })
  reason!: string | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string', nullable: true },
    description:
      'ids and codes that say what it was about; beside assigneeId, fromInstitutionId and toInstitutionId stands the name, ' +
      'as assigneeName',
  })
  about!: Record<string, string | null>;
}

export class MessageDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty({ enum: messageKinds })
  kind!: MessageKind;
  @ApiProperty({ format: 'date-time' })
  at!: Date;
  @ApiProperty({ type: PersonDto, nullable: true })
  by!: PersonDto | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  institutionId!: string | null;
  @NameBeside()
  institutionName?: string | null;
  @ApiProperty()
  text!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description:
      'of what came by mail, the lines that `text` leaves out, to be shown folded: what is thought to be quoted, and ' +
      'the signature. Null where there are none, or the library reads without contact',
  })
  quoted!: string | null;
  @ApiProperty({ enum: ['mail', 'telephone', 'desk', 'none'], nullable: true })
  deliveredBy!: DeliveredBy | null;
}

export class ContactDto {
  @ApiProperty({ type: String, nullable: true })
  name!: string | null;
  @ApiProperty({ type: String, nullable: true })
  email!: string | null;
}

export class ChatNoteDto {
  @ApiProperty({ enum: ['instant-message', 'room', 'transfer', 'outside-agency'] })
  kind!: string;
  @ApiProperty({ format: 'uuid' })
  authorId!: string;
  @ApiProperty()
  authorName!: string;
  @ApiProperty()
  text!: string;
  @ApiProperty({ format: 'date-time' })
  at!: string;
}

export class AskedFieldDto {
  @ApiProperty()
  name!: string;
  @ApiProperty()
  label!: string;
  @ApiProperty()
  value!: string;
}

export class QuestionDto extends QuestionRowDto {
  @ApiProperty({ enum: ['staff'], description: 'whose view of the question this is' })
  view!: 'staff';
  @ApiProperty({
    type: [AllowedActionDto],
    description: 'what the caller may do with it now; empty for service accounts',
  })
  actions!: readonly AllowedActionDto[];
  @ApiProperty()
  text!: string;
  @ApiProperty({
    type: ContactDto,
    nullable: true,
    description: 'null where the library reads without contact',
  })
  patron!: ContactDto | null;
  @ApiProperty({ description: 'waits in Shared Followup' })
  pooled!: boolean;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'the one library to act' })
  turnInstitutionId!: string | null;
  @NameBeside()
  turnInstitutionName?: string | null;
  @ApiProperty({ type: [HoldingDto] })
  holdings!: HoldingDto[];
  @ApiProperty({ type: [TranscriptLineDto] })
  transcript!: TranscriptLineDto[];
  @ApiProperty({
    type: [ChatNoteDto],
    description: 'what librarians noted beside the chat; never for the patron',
  })
  chatNotes!: ChatNoteDto[];
  @ApiProperty({ type: [AskedFieldDto], description: 'what the web form or the chat form asked besides' })
  fields!: readonly AskedFieldDto[];
  @ApiProperty({
    type: String,
    nullable: true,
    description: "the patron's language, BCP 47",
    example: 'es-MX',
  })
  language!: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'when an answer was promised (R24)',
  })
  promisedAt!: Date | null;
  @ApiProperty({
    type: 'integer',
    nullable: true,
    minimum: 1,
    maximum: 6,
    description: 'the effort it took, on the READ scale',
  })
  readScale!: number | null;
  @ApiProperty({ type: [StaffFileDto], description: 'what came with mails, and what is sent' })
  files!: StaffFileDto[];
  @ApiProperty({ type: [HistoryLineDto] })
  history!: HistoryLineDto[];
  @ApiProperty({ type: [MessageDto] })
  messages!: MessageDto[];
}

export const everybodyIn = ({ row, question, history, messages }: Seen): (string | null)[] => [
  ...peopleOf(row),
  ...question.holdings.map((h) => h.assigneeId),
  ...history.map((line) => line.actorId),
  ...messages.map((message) => message.authorId),
];

export function questionDto(
  seen: Seen,
  names: NameOf,
  offers: OfferOf,
  actions: readonly AllowedActionDto[],
): QuestionDto {
  const { question, row, transcript } = seen;
  const person = (id: string | null) => personDto(id, names);
  return {
    ...rowDto(row, names, offers),
    view: 'staff',
    actions,
    text: question.text,
    patron: seen.contact ? { name: question.patronName, email: question.patronEmail } : null,
    pooled: seen.inSharedFollowup,
    turnInstitutionId: question.turn?.institutionId ?? null,
    holdings: question.holdings.map(({ institutionId, relations, status, assigneeId, waitingOn }) => ({
      ...{ institutionId, relations, status, waitingOn },
      assignee: person(assigneeId),
    })),
    transcript,
    chatNotes: seen.notes,
    fields: question.fields,
    language: question.language,
    promisedAt: question.promisedAt,
    readScale: question.readScale,
    files: seen.files.map(staffFileDto),
    history: seen.history.map(({ at, what, actorId, institutionId, why, about }) => ({
      ...{ at, action: what, institutionId, reason: why, about },
      by: person(actorId),
    })),
    messages: seen.messages.map(({ id, kind, at, authorId, institutionId, text, quoted, deliveredBy }) => ({
      ...{ id, kind, at, institutionId, text, deliveredBy },
      // Our mails, as people quote them, name the patron's address.
      quoted: seen.contact && quoted ? quoted : null,
      by: person(authorId),
    })),
  };
}

export class PatronAnswerDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty()
  text!: string;
  @ApiProperty({ format: 'date-time' })
  sentAt!: Date;
}

export class CorrespondenceDto extends PatronAnswerDto {
  @ApiProperty({ enum: ['answer', 'message', 'clarification', 'reply'], description: 'reply: your own' })
  kind!: MessageKind;
  @ApiProperty({ type: String, nullable: true, description: 'of your mail, what `text` leaves out' })
  quoted!: string | null;
}

/** A question as the patron who asked it sees it. */
export class PatronQuestionDto {
  @ApiProperty({ enum: ['patron'], description: 'whose view of the question this is' })
  view!: 'patron';
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty()
  number!: string;
  @ApiProperty({ enum: ['open', 'answered', 'closed'] })
  status!: 'open' | 'answered' | 'closed';
  @ApiProperty({ type: String, nullable: true })
  subject!: string | null;
  @ApiProperty()
  text!: string;
  @ApiProperty({ format: 'date-time' })
  askedAt!: Date;
  @ApiProperty({ type: [PatronAnswerDto] })
  answers!: PatronAnswerDto[];
  @ApiProperty({ type: [CorrespondenceDto], description: 'all that was written both ways, oldest first' })
  correspondence!: CorrespondenceDto[];
  @ApiProperty({ type: [FileDto], description: 'sent with the messages they name' })
  files!: FileDto[];
  @ApiProperty({ format: 'uuid', description: "the patron's library" })
  institutionId!: string;
  @NameBeside()
  institutionName?: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'where answers go; null: they are read here alone',
  })
  email!: string | null;
}

export function patronQuestionDto({ question, messages, files }: SeenByPatron): PatronQuestionDto {
  const { id, number, state: status, subject, text, createdAt: askedAt } = question;
  const correspondence = messages.map(({ id, kind, text, quoted, at: sentAt }) => ({
    ...{ id, kind, text, sentAt },
    quoted: quoted || null,
  }));
  const answers = correspondence
    .filter(({ kind }) => kind === 'answer')
    .map(({ id, text, sentAt }) => ({ id, text, sentAt }));
  const sent = files.map(fileDto);
  const { homeInstitutionId: institutionId, patronEmail: email } = question;
  return {
    view: 'patron',
    ...{ id, number, status, subject, text, askedAt, answers, correspondence, files: sent },
    ...{ institutionId, email },
  };
}
