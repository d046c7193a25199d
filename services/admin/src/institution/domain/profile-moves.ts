import { ProfileMoveRefused } from './refusals.js';

export type ProfileStatus = 'new' | 'submitted' | 'active' | 'rejected' | 'closed';
export type ProfileMove = 'submit' | 'activate' | 'reject' | 'close';

/** Every permitted move of a profile (R113); any other is refused. */
export const profileMoves: Record<ProfileMove, { from: readonly ProfileStatus[]; to: ProfileStatus }> = {
  submit: { from: ['new', 'rejected'], to: 'submitted' },
  activate: { from: ['submitted'], to: 'active' },
  reject: { from: ['submitted'], to: 'rejected' },
  close: { from: ['new', 'submitted', 'active', 'rejected'], to: 'closed' },
};

export function moveOf(move: ProfileMove, status: ProfileStatus): ProfileStatus {
  if (!profileMoves[move].from.includes(status)) throw new ProfileMoveRefused(move, status);
  return profileMoves[move].to;
}
