export type SessionStatus = 'waiting' | 'active' | 'ended' | 'abandoned';
export type Move = 'accept' | 'roll-up' | 'abandon' | 'join' | 'leave' | 'end';

/** The lawful moves; whatever is not here is refused. */
export const lawful: Record<Move, SessionStatus> = {
  accept: 'waiting',
  'roll-up': 'waiting',
  abandon: 'waiting',
  join: 'active',
  leave: 'active',
  end: 'active',
};
