import { Refusal } from '@carrel/kernel';

export class ClientIdReused extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'client-id-reused';
  constructor(seq: number) {
    super('Another message was already sent under this clientId.', { seq });
  }
}

export class SessionNotOpen extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'session-not-open';
  constructor(status: string) {
    super(`Nothing can be written into a session that is ${status}.`, { status });
  }
}

/** The session has as many lines, or as much text, as its group lets one have (setting chat-length). */
export class SessionFull extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'session-full';
  constructor() {
    super(
      'This chat is as long as one may become; this message is not in it. A librarian can end the chat, and it goes on as a question.',
    );
  }
}

/** As many lines as a patron may write before a librarian comes (setting chat-waiting). */
export class EnoughWhileWaiting extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'enough-while-waiting';
  constructor() {
    super('You have written enough for now; a librarian will read it, and you can go on then.');
  }
}

/** Somebody else holds the session, or the database does not keep up; the same message may be sent again. */
export class CannotWriteNow extends Refusal {
  readonly kind = 'away';
  readonly code = 'cannot-write-now';
  constructor(detail: string) {
    super(`${detail} Send it again shortly under the same clientId.`, { retryAfterSeconds: 2 });
  }
}
