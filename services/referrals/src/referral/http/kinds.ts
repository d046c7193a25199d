/** Whom a question may be referred to (R98..R101, R84). */
export const kinds = [
  'cooperative-partner',
  'subscription-partner',
  'expert',
  'email-partner',
  'shared-followup',
] as const;
export type Kind = (typeof kinds)[number];
