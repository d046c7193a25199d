import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { requests, type AnswerOf, type QuestionOf } from '@carrel/contracts';
import { Answers } from '@carrel/messaging';
import { SessionNotesService } from '../session-notes.service.js';

type SessionNotes = typeof requests.sessionNotes;

@Controller()
export class NotesAnswers {
  constructor(private readonly notes: SessionNotesService) {}

  @Answers(requests.sessionNotes)
  async notesOf(
    @Payload() { sessionId, after = 0 }: QuestionOf<SessionNotes>,
  ): Promise<AnswerOf<SessionNotes>> {
    return this.notes.of(sessionId, after);
  }
}
