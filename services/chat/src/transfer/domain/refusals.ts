import { Refusal } from '@carrel/kernel';
import type { TransferStatus } from './transfer.js';

export class TransferOver extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'transfer-over';
  constructor(status: TransferStatus, decidedBy: string | null) {
    super(`This transfer is ${status}.`, { status, librarianId: decidedBy });
  }
}

export class TransferOpen extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'transfer-open';
  constructor(transferId: string) {
    super('Another transfer of this session waits for an answer.', { transferId });
  }
}

export class NoTarget extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'no-target';
  constructor() {
    super('A transfer goes to one librarian or to one queue.');
  }
}

export class TargetNotReady extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'target-not-ready';
  constructor() {
    super('Sessions are transferred only to those who are available and have room for one more patron.');
  }
}
