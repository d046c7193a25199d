import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { requests, type AnswerOf, type QuestionOf } from '@carrel/contracts';
import { Answers } from '@carrel/messaging';
import { TranscriptService } from '../transcript.service.js';

type Transcript = typeof requests.sessionTranscript;

@Controller()
export class TranscriptAnswers {
  constructor(private readonly transcript: TranscriptService) {}

  @Answers(requests.sessionTranscript)
  async transcriptOf(@Payload() { sessionId }: QuestionOf<Transcript>): Promise<AnswerOf<Transcript>> {
    const { session, lines } = await this.transcript.whole(sessionId);
    return {
      sessionId,
      institutionId: session.institutionId,
      patron: { name: session.patronName, email: session.patronEmail },
      question: session.question,
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
    };
  }
}
