export const sessionStatuses = ['waiting', 'active', 'ended', 'abandoned', 'dismissed'] as const;
export type SessionStatus = (typeof sessionStatuses)[number];
export type Move =
  | 'accept'
  | 'roll-up'
  | 'abandon'
  | 'dismiss'
  | 'dismiss-chat'
  | 'give-up'
  | 'patron-ends'
  | 'join'
  | 'leave'
  | 'lose'
  | 'attend'
  | 'end'
  | 'write';

/** The lawful moves; whatever is not here is refused. */
export const lawful: Record<Move, SessionStatus | readonly SessionStatus[]> = {
  accept: 'waiting',
  'roll-up': 'waiting',
  abandon: 'waiting',
  dismiss: 'waiting',
  'dismiss-chat': 'active',
  'give-up': ['waiting', 'active'],
  'patron-ends': ['waiting', 'active'],
  join: 'active',
  leave: 'active',
  lose: 'active',
  attend: 'active',
  end: 'active',
  // A patron writes from the first moment on.
  write: ['waiting', 'active'],
};
