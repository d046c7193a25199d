import { Injectable } from '@nestjs/common';
import { Erasing } from './persistence/erasing.js';

@Injectable()
export class ErasureService {
  constructor(private readonly erasing: Erasing) {}

  /** Once for each event; of a session that is erased already nothing is left to do. */
  erase(cause: { id: string }, sessionId: string, extent: 'identity' | 'everything'): Promise<void> {
    return this.erasing.session(cause, sessionId, extent);
  }
}
