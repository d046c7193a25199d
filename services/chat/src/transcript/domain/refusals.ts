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
