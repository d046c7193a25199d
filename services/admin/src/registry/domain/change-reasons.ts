/** Why an account's roles, or whether it is active, changed. */
export const changeReasons = [
  'created',
  'roles-changed',
  'deactivated',
  'reactivated',
  'membership-ended',
  'group-deleted',
  'library-closed',
] as const;
export type ChangeReason = (typeof changeReasons)[number];
