import { Refusal } from '@carrel/kernel';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../question/library-rules.js';
import { QuestionsService } from './questions.service.js';

export interface BulkResult {
  readonly done: string[];
  readonly refused: { id: string; code: string; detail: string }[];
}

/** The same thing done to many questions; each is decided for itself. */
@Injectable()
export class BulkActionsService {
  constructor(private readonly questions: QuestionsService) {}

  close(caller: Caller, ids: readonly string[]): Promise<BulkResult> {
    return this.each(ids, (id) => this.questions.close(caller, id));
  }

  assign(caller: Caller, ids: readonly string[], assigneeId: string): Promise<BulkResult> {
    return this.each(ids, (id) => this.questions.assign(caller, id, assigneeId));
  }

  private async each(ids: readonly string[], act: (id: string) => Promise<unknown>): Promise<BulkResult> {
    const result: BulkResult = { done: [], refused: [] };
    for (const id of ids) {
      try {
        await act(id);
        result.done.push(id);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        result.refused.push({ id, code: error.code, detail: error.message });
      }
    }
    return result;
  }
}
