import { DeadLetters } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { UnfiledChats, type UnfiledChat } from './persistence/unfiled-chats.queries.js';

export type { UnfiledChat } from './persistence/unfiled-chats.queries.js';

const BATCH = 200;

/** Chats whose question could not be made, listed for staff, who may requeue them (promise 29). */
@Injectable()
export class UnfiledChatsService {
  constructor(
    private readonly chats: UnfiledChats,
    private readonly deadLetters: DeadLetters,
  ) {}

  /** A library's, or every library's where none is named; with how many there are in all. */
  async list(
    institutionId: string | null,
    before: string | undefined,
    limit: number,
  ): Promise<{ rows: UnfiledChat[]; total: number }> {
    const rows = await this.chats.page(institutionId, before, limit);
    return { rows, total: await this.chats.count(institutionId) };
  }

  /** Requeues all of them. @throws ServiceUnavailable while NATS is unavailable. @returns how many */
  async requeue(institutionId: string | null): Promise<number> {
    let requeued = 0;
    for (let before: string | undefined; ;) {
      const page = await this.chats.page(institutionId, before, BATCH);
      for (const { id } of page.slice(0, BATCH)) if (await this.deadLetters.requeue(id)) requeued += 1;
      if (page.length <= BATCH) return requeued;
      before = page[BATCH - 1]!.id;
    }
  }
}
