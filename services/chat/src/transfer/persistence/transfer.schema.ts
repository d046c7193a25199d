import { EntitySchema } from 'typeorm';
import { Transfer } from '../domain/transfer.js';

export const transferSchema = new EntitySchema<Transfer>({
  name: 'Transfer',
  target: Transfer,
  tableName: 'transfers',
  columns: {
    id: { type: 'uuid', primary: true },
    sessionId: { name: 'session_id', type: 'uuid' },
    fromLibrarianId: { name: 'from_librarian_id', type: 'uuid' },
    fromName: { name: 'from_name', type: 'text' },
    toLibrarianId: { name: 'to_librarian_id', type: 'uuid', nullable: true },
    toQueueId: { name: 'to_queue_id', type: 'uuid', nullable: true },
    reason: { type: 'text' },
    reasonCode: { name: 'reason_code', type: 'text', nullable: true },
    status: { type: 'text' },
    offeredAt: { name: 'offered_at', type: 'timestamptz', precision: 3 },
    expiresAt: { name: 'expires_at', type: 'timestamptz', precision: 3 },
    decidedAt: { name: 'decided_at', type: 'timestamptz', precision: 3, nullable: true },
    decidedBy: { name: 'decided_by', type: 'uuid', nullable: true },
    declineReason: { name: 'decline_reason', type: 'text', nullable: true },
    declinedBy: { name: 'declined_by', type: 'uuid', array: true },
  },
});
