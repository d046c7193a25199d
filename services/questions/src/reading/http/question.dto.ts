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
import { relatedBy } from '../../question/domain/related.js';
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
  @ApiProperty({ description: 'how the library has to do with the question', enum: relations, isArray: true })
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
  @ApiProperty({ description: 'who wrote the line', enum: ['patron', 'librarian', 'system'] })
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
  @ApiProperty({ description: 'what happened', enum: happenings, example: 'claimed' })
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
  @ApiProperty({
    description: 'what was written: to the patron, by the patron, or a note for staff',
    enum: messageKinds,
  })
  kind!: MessageKind;
  @ApiProperty({ format: 'date-time' })
  at!: Date;
  @ApiProperty({
    description: 'the librarian who wrote it; null: the patron or the system',
    type: PersonDto,
    nullable: true,
  })
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
  @ApiProperty({ description: 'where answers go; null: nowhere', type: String, nullable: true })
  email!: string | null;
}

export class ChatNoteDto {
  @ApiProperty({
    description: 'between librarians during the chat; the patron never saw it',
    enum: ['instant-message', 'room', 'transfer', 'outside-agency'],
  })
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
  @ApiProperty({ description: 'what was asked' })
  label!: string;
  @ApiProperty({ description: 'what the patron answered' })
  value!: string;
}

export class RelatedQuestionDto {
  @ApiProperty({
    enum: relatedBy,
    description: 'merged-into: where this one goes on; split-from: of whose message it was a part',
  })
  relation!: (typeof relatedBy)[number];
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty()
  number!: string;
}

export class QuestionDto extends QuestionRowDto {
  @ApiProperty({ enum: ['staff'], description: 'what this answer is, beside that to a patron' })
  seenBy!: 'staff';
  @ApiProperty({ type: [RelatedQuestionDto], description: 'what it was merged or split with, or repeats' })
  related!: readonly RelatedQuestionDto[];
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
  @ApiProperty({
    description: 'lines of the chat it came from; empty: there was none',
    type: [TranscriptLineDto],
  })
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
  @ApiProperty({ description: 'what happened to it, the oldest first', type: [HistoryLineDto] })
  history!: HistoryLineDto[];
  @ApiProperty({ description: 'what was written since, the oldest first', type: [MessageDto] })
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
    seenBy: 'staff',
    related: seen.related,
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
  @ApiProperty({ enum: ['patron'], description: 'what this answer is, beside that to staff' })
  seenBy!: 'patron';
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty()
  number!: string;
  @ApiProperty({ description: 'how it stands for the patron', enum: ['open', 'answered', 'closed'] })
  status!: 'open' | 'answered' | 'closed';
  @ApiProperty({
    description: 'as the patron or the library put it; null: none',
    type: String,
    nullable: true,
  })
  subject!: string | null;
  @ApiProperty()
  text!: string;
  @ApiProperty({ description: 'when it came to the library', format: 'date-time' })
  askedAt!: Date;
  @ApiProperty({ description: 'what the library wrote, the oldest first', type: [PatronAnswerDto] })
  answers!: PatronAnswerDto[];
  @ApiProperty({ type: [CorrespondenceDto], description: 'all that was written both ways, oldest first' })
  correspondence!: CorrespondenceDto[];
  @ApiProperty({ type: [FileDto], description: 'sent with the messages they name' })
  files!: FileDto[];
  @ApiProperty({
    type: [RelatedQuestionDto],
    description: 'the question where this one goes on, and those that came of the same message',
  })
  related!: readonly RelatedQuestionDto[];
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

export function patronQuestionDto({ question, messages, files, related }: SeenByPatron): PatronQuestionDto {
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
    seenBy: 'patron',
    ...{ id, number, status, subject, text, askedAt, answers, correspondence, files: sent },
    ...{ institutionId, email, related },
  };
}
