import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { requests, type AnswerOf, type QuestionOf } from '@carrel/contracts';
import { Answers } from '@carrel/messaging';
import { ChatForms } from '../../form/chat-forms.service.js';
import { TranscriptService } from '../transcript.service.js';

type Sessions = typeof requests.patronSessions;
type Transcript = typeof requests.sessionTranscript;

@Controller()
export class TranscriptAnswers {
  constructor(
    private readonly transcript: TranscriptService,
    private readonly forms: ChatForms,
  ) {}

  @Answers(requests.sessionTranscript)
  async transcriptOf(
    @Payload() { sessionId, after = 0 }: QuestionOf<Transcript>,
  ): Promise<AnswerOf<Transcript>> {
    const { session, lines, next } = await this.transcript.page(sessionId, after);
    return {
      sessionId,
      institutionId: session.institutionId,
      patron: { name: session.patronName, email: session.patronEmail },
      question: session.question,
      fields: await this.forms.answersOf(session),
      ...(session.language === null ? {} : { language: session.language }),
      startedAt: session.startedAt.toISOString(),
      endedAt: session.endedAt?.toISOString() ?? null,
      lines: lines.map(({ seq, from, name, authorId, text, sentAt }) => ({
        seq,
        from,
        name,
        authorId,
        text,
        sentAt,
      })),
      ...(next === undefined ? {} : { next }),
    };
  }

  /** For an export of everything kept about one patron. */
  @Answers(requests.patronSessions)
  async sessionsOf(
    @Payload() { institutionId, email, after }: QuestionOf<Sessions>,
  ): Promise<AnswerOf<Sessions>> {
    const { sessions, next } = await this.transcript.ofPatron(institutionId, email, after);
    const answers = await Promise.all(sessions.map(({ session }) => this.forms.answersOf(session)));
    const shown = sessions.map(({ session, lines, next: linesAfter }, n) => ({
      ...{ id: session.id, status: session.status, question: session.question },
      fields: answers[n] ?? [],
      startedAt: session.startedAt.toISOString(),
      patron: { name: session.patronName, email: session.patronEmail },
      lines: lines.map(({ from, text, sentAt }) => ({ from, text, sentAt })),
      ...(linesAfter === undefined ? {} : { linesAfter }),
    }));
    return { sessions: shown, next };
  }
}
