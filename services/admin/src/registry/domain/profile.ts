import { ProfileMoveRefused } from './refusals.js';

export type ProfileStatus = 'new' | 'submitted' | 'active' | 'rejected' | 'closed';
export type ProfileMove = 'submit' | 'activate' | 'reject' | 'close';

/** Every lawful move of a profile (R113); what is not here is refused. */
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

export const libraryTypes = [
  'public',
  'academic',
  'school',
  'law',
  'medical',
  'special',
  'state',
  'national',
] as const;
export type LibraryType = (typeof libraryTypes)[number];

/** What a library says of itself (R118, R119). Null or empty until its administrator fills it in. */
export interface Profile {
  readonly name: string;
  readonly stateOrProvince: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  /** IANA name. */
  readonly timeZone: string;
  readonly alertEmail: string | null;
  readonly libraryTypes: readonly LibraryType[];
}

const required: readonly (keyof Profile)[] = [
  'name',
  'stateOrProvince',
  'country',
  'timeZone',
  'alertEmail',
  'libraryTypes',
];

/** Every required field, and whether it is filled in: what an administrator goes through before submitting (2.1). */
export const checklistOf = (profile: Profile): { field: string; ok: boolean }[] => {
  const gaps = gapsIn(profile);
  return required.map((field) => ({ field, ok: !gaps.includes(field) }));
};

/** The required fields that are still empty: the checklist that blocks a submission (2.1). */
export const gapsIn = (profile: Profile): string[] => required.filter((field) => !profile[field]?.length);
