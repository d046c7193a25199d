import type { AnswerOf, EventEnvelope, requests } from '@carrel/contracts';
import type { InstitutionRow } from '@carrel/directory';
import { NotFound } from '@carrel/kernel';
import { SERVICE_CONFIG, type ServiceConfig } from '@carrel/web';
import { Inject, Injectable } from '@nestjs/common';
import { MAIL_CONFIG, type MailConfig } from '../mail/config.js';
import { MailFacts } from '../delivery/mail-facts.service.js';
import { carriedChat } from '../mail/long-chat.js';
import type { Parts, PatronMail, PatronMessage, Tokens, TranscriptLine } from '../mail/messages.js';
import { phrases } from '../mail/phrases.js';
import { known } from '../mail/templates.js';
import { SessionQuestions } from '../delivery/persistence/session-questions.repository.js';
import type { Draft } from '../delivery/mail-queue.js';
import { Wordings } from '../delivery/wordings.js';

type Question = AnswerOf<typeof requests.questionLetter>;
type Created = EventEnvelope<'question.created.v1'>['data'];
interface About {
  questionId: string;
  sessionId: string | null;
}

/** Mail to patrons, by the settings of the patron's library, whoever the actor is (2.3). */
@Injectable()
export class LettersService {
  constructor(
    private readonly facts: MailFacts,
    private readonly wordings: Wordings,
    private readonly sessions: SessionQuestions,
    @Inject(SERVICE_CONFIG) private readonly config: Pick<ServiceConfig, 'publicUrl'>,
    @Inject(MAIL_CONFIG) private readonly limits: Pick<MailConfig, 'mostBytes'>,
  ) {}

  /** The transcript of a chat, or the receipt of a question: what a patron gets once there is a question. */
  async created({ data }: EventEnvelope<'question.created.v1'>): Promise<Draft[]> {
    // Of a question that was split from another the patron is notified with that one.
    if (data.practice || data.dismissReason || data.splitFromId) return [];
    if (data.sessionId && data.resolution) return this.transcript(data, data.sessionId);
    // An abandoned chat that now waits for an answer (row 10), unlike a dismissed one (row 9).
    const left = data.sessionId !== null && data.holdings.some(({ status }) => status === 'new');
    return left || data.source === 'web-form' || data.source === 'mail' ? this.receipt(data) : [];
  }

  /** The answer (R71), in the name of the patron's library whoever wrote it. */
  async answer({ data }: EventEnvelope<'question.answered.v1'>): Promise<Draft[]> {
    return data.deliveredBy === 'mail' ? this.written('answer', data, data.answerId) : [];
  }

  /** A request for clarification (row 20). */
  clarification({ data }: EventEnvelope<'question.clarification-requested.v1'>): Promise<Draft[]> {
    return this.written('clarification-request', data, data.messageId);
  }

  /** A message to the patron without a change of status (row 18). */
  message({ data }: EventEnvelope<'question.message-sent.v1'>): Promise<Draft[]> {
    return this.written('library-message', data, data.messageId);
  }

  /** To the patron of a duplicate: under which number it goes on (row 54). */
  merged({ data }: EventEnvelope<'question.merged.v1'>): Promise<Draft[]> {
    return this.numbered('question-merged', data, data.intoQuestionId);
  }

  /** To the patron whose message asked two things: both numbers (row 55). */
  split({ data }: EventEnvelope<'question.split.v1'>): Promise<Draft[]> {
    return this.numbered('question-split', data, data.newQuestionId);
  }

  private async numbered(
    message: 'question-merged' | 'question-split',
    about: About & { practice: boolean },
    otherId: string,
  ): Promise<Draft[]> {
    const question = await this.facts.question(about.questionId);
    const to = question?.patron.email;
    const other = to && (await this.facts.question(otherId));
    if (!question || !to || !other || about.practice) return [];
    const library = await this.facts.library(question.patronInstitutionId);
    const { number, questionText, patron } = question;
    const tokens = { patron: patron.name, number, other: other.number };
    const parts = { question: questionText, account: await this.account(library, question) };
    const letter = await this.letter(message, library, tokens, parts, question);
    return [{ ...letter, to, ...aboutOf(about) }];
  }

  /** A link to the patron's own questions, which anybody may ask for in the patron's name (B14, guarantee 20). */
  async link({ data }: EventEnvelope<'patron.link-requested.v1'>): Promise<Draft[]> {
    const found = await this.facts.patronLink(data.patronId);
    if (!found) return [];
    const library = await this.facts.library(found.institutionId);
    const link = this.config.publicUrl + found.path;
    const letter = await this.letter('patron-link', library, {}, { link });
    return [{ ...letter, to: found.patron.email, questionId: null, sessionId: null, limit: 'confirmation' }];
  }

  /** Refer by E-mail: to an expert or partner known by an address only, who answers to us (R101, row 31). */
  async referral({ data }: EventEnvelope<'referral.made.v1'>): Promise<Draft[]> {
    if (data.kind !== 'email-partner' && data.kind !== 'expert') return [];
    const { to, reason, withPatronContact } = await this.facts.referralLetter(data.referralId);
    const question = to && (await this.facts.question(data.questionId));
    if (!question) return [];
    const library = await this.facts.library(data.senderInstitutionId);
    const tokens = { partner: to.name, number: question.number, question: question.questionText };
    const parts = {
      question: question.questionText,
      // A form may well ask for a telephone or a card's number.
      fields: withPatronContact ? (question.fields ?? []) : [],
      reason,
      ...(await this.chatOf(data.questionId, library)),
      account: withPatronContact ? { name: question.patron.name, address: question.patron.email } : undefined,
    };
    const letter = await this.letter('refer-by-email', library, tokens, parts);
    const about = { questionId: data.questionId, sessionId: null, referralId: data.referralId };
    return [{ ...letter, to: to.email, toPatron: false, ...about, authorId: data.actorId }];
  }

  /** What was said in the chat that the question came of, without the names of those who said it. */
  private async chatOf(questionId: string, library: InstitutionRow): Promise<Said> {
    const sessionId = await this.sessions.sessionOf(questionId);
    const session = sessionId ? await this.facts.transcript(sessionId) : undefined;
    const { language } = await this.wordings.of(library.id, 'refer-by-email');
    const time = new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone: library.timeZone });
    const said = session?.lines.filter(({ from }) => from !== 'system') ?? [];
    const lines = said.map(({ from, name, text, sentAt }) => ({
      ...{ from, text, at: time.format(new Date(sentAt)) },
      name: from === 'patron' ? phrases[known(language)].headings.patron : name,
    }));
    return this.carried(lines, language);
  }

  private carried(lines: readonly TranscriptLine[], language: string): Said {
    return carriedChat(lines, phrases[known(language)].headings, this.limits.mostBytes);
  }

  /** Only once a librarian has written (B27): what a patron alone writes could be meant for a stranger. */
  private async transcript(data: Created, sessionId: string): Promise<Draft[]> {
    const session = await this.facts.transcript(sessionId);
    const question = session && (await this.facts.question(data.questionId));
    const to = question?.patron.email;
    if (!question || !to || !session.lines.some(({ from }) => from === 'librarian')) return [];
    const library = await this.facts.library(question.patronInstitutionId);
    const inZone = (style: Intl.DateTimeFormatOptions, language: string) =>
      new Intl.DateTimeFormat(language, { ...style, timeZone: library.timeZone });
    const type = data.newPatron ? 'new-account-from-chat' : 'chat-transcript';
    const { language } = await this.wordings.of(library.id, type, question.language ?? null);
    const time = inZone({ timeStyle: 'short' }, language);
    const date = inZone({ dateStyle: 'long' }, language).format(new Date(session.startedAt));
    const tokens = {
      patron: question.patron.name,
      number: question.number,
      question: question.questionText,
      date,
    };
    const lines = session.lines.map(({ from, name, text, sentAt }) => ({
      ...{ from, name, text },
      at: time.format(new Date(sentAt)),
    }));
    const parts = {
      question: session.question,
      fields: question.fields ?? [],
      ...this.carried(lines, language),
      account: await this.account(library, question),
      survey: await this.facts.survey('chat-session', library.id, sessionId),
    };
    const letter = await this.letter(type, library, tokens, parts, question);
    // Known under one name whether or not it was the patron's first: staff look for the transcript (F12).
    return [
      { ...letter, message: 'chat-transcript', to, ...aboutOf(data), limit: 'transcript', once: sessionId },
    ];
  }

  /**
   * The New Account message in place of New Question when the patron is new (row 11). It repeats nothing that was
   * typed into the form: else anybody could have words of his own mailed to a stranger (guarantee 20).
   */
  private async receipt(data: Created): Promise<Draft[]> {
    const question = await this.facts.question(data.questionId);
    const to = question?.patron.email;
    if (!question || !to) return [];
    const library = await this.facts.library(question.patronInstitutionId);
    const type = data.newPatron ? 'new-account' : 'new-question';
    const tokens = { patron: plainName(question.patron.name), number: question.number };
    const account = await this.account(library, { ...question, patron: { name: tokens.patron, email: to } });
    const letter = await this.letter(type, library, tokens, { account }, question);
    const autoReplied = data.source === 'mail';
    return [{ ...letter, to, ...aboutOf(data), limit: 'confirmation', autoReplied }];
  }

  private async written(message: WrittenMessage, about: About, messageId: string): Promise<Draft[]> {
    const question = await this.facts.question(about.questionId, messageId);
    const to = question?.patron.email;
    if (!question || !to) return [];
    const library = await this.facts.library(question.patronInstitutionId);
    const { number, questionText, messageText } = question;
    const parts = {
      written: signed(messageText ?? '', await this.facts.signature(question.authorId)),
      question: questionText,
      fields: question.fields ?? [],
      files: (question.files ?? []).map(({ name, path }) => ({ name, url: this.config.publicUrl + path })),
      account: await this.account(library, question),
      survey:
        message === 'answer' ? await this.facts.survey('ask-answers', library.id, about.questionId) : null,
    };
    const tokens = { patron: question.patron.name, number, question: questionText };
    const letter = await this.letter(message, library, tokens, parts, question);
    return [{ ...letter, to, ...aboutOf(about), authorId: question.authorId }];
  }

  /** As `written` would mail a text, for its author; with no link, since each is made for one mail. */
  async preview(
    message: WrittenMessage,
    questionId: string,
    { text, authorId }: { text: string; authorId: string },
  ): Promise<PatronMail> {
    const question = await this.facts.question(questionId);
    if (!question) throw new NotFound('question');
    const library = await this.facts.library(question.patronInstitutionId);
    const { number, questionText, patron, fields = [] } = question;
    const shown = (await this.facts.setting('patron-account-information', library.id)).enabled;
    const parts = {
      written: signed(text, await this.facts.signature(authorId)),
      ...{ question: questionText, fields },
      account: shown ? { name: patron.name, address: patron.email, link: null } : undefined,
    };
    const tokens = { patron: patron.name, number, question: questionText };
    const inLanguage = question.language === undefined ? {} : { language: question.language };
    return (await this.letter(message, library, tokens, parts, inLanguage)).mail;
  }

  /** What the library keeps of the patron, only where it has switched that on (R133). */
  private async account(
    library: InstitutionRow,
    { patron, patronId, number }: Question,
  ): Promise<Parts['account']> {
    if (!(await this.facts.setting('patron-account-information', library.id)).enabled) return undefined;
    const link = patronId ? await this.facts.patronLink(patronId) : undefined;
    return {
      name: patron.name,
      address: patron.email,
      link: link ? this.toQuestion(link.path, number) : null,
    };
  }

  /** Where a patron goes in place of answering a mail of a library that takes no replies. */
  private async pageInstead(
    { account }: Parts,
    patronId: string | null,
    number: string | null,
  ): Promise<{ link: string | null }> {
    if (account?.link) return { link: account.link };
    const found = patronId ? await this.facts.patronLink(patronId) : undefined;
    return { link: found ? this.toQuestion(found.path, number) : null };
  }

  /** The patron's own questions, open at the one that the mail is about. */
  private toQuestion(path: string, number: string | null): string {
    return (
      this.config.publicUrl + (number ? path.replace('#', `?question=${encodeURIComponent(number)}#`) : path)
    );
  }

  private async letter(
    letter: PatronMessage,
    library: InstitutionRow,
    tokens: Omit<Tokens, 'library' | 'group'>,
    { attachments, ...parts }: Parts & Partial<Pick<Said, 'attachments'>>,
    question: Partial<Pick<Question, 'patronId' | 'language'>> = {},
  ) {
    const { takesReplies, ...from } = await this.facts.sender(library.id);
    // What we ask somebody to answer can be answered, whatever the library has switched off (B39).
    const noReplies = !takesReplies && !asking.has(letter);
    return {
      letter,
      mail: {
        wording: await this.wordings.of(library.id, letter, question.language ?? null),
        tokens: { ...tokens, library: library.name, group: await this.facts.groupName(library) },
        attachments,
        parts: noReplies
          ? {
              ...parts,
              noReplies: await this.pageInstead(parts, question.patronId ?? null, tokens.number ?? null),
            }
          : parts,
      },
      from,
      noReplies,
      toPatron: true,
      institutionId: library.id,
      number: tokens.number ?? null,
    };
  }
}

/** What staff write to the patron of a question. */
export const writtenMessages = ['answer', 'clarification-request', 'library-message'] as const;
export type WrittenMessage = (typeof writtenMessages)[number];

const signed = (text: string, signature: string): string => (signature ? `${text}\n\n${signature}` : text);

type Said = ReturnType<typeof carriedChat>;

/** Messages that want an answer; a link is its own way to our pages. */
const asking: ReadonlySet<PatronMessage> = new Set([
  'clarification-request',
  'refer-by-email',
  'patron-link',
]);

const aboutOf = ({ questionId, sessionId }: About): About => ({ questionId, sessionId });

/** A plain name: no URL and no sentence in it. */
const plainName = (name: string | null): string | null =>
  name && name.length <= 60 && !/[/\\:@<>]|\.\S|\d{5}/.test(name) ? name : null;
