/** asked: recorded here, and not accepted by questions yet (B3). */
export const statuses = [
  'asked',
  'open',
  'refused',
  'returned',
  'withdrawn',
  'claimed',
  'replied',
  'answered',
  'closed',
] as const;
export type ReferralStatus = (typeof statuses)[number];

/** The permitted transitions of a referral; any other is refused. */
export const lawful: Record<Exclude<ReferralStatus, 'asked'>, readonly ReferralStatus[]> = {
  open: ['asked'],
  refused: ['asked'],
  returned: ['open'],
  withdrawn: ['open'],
  claimed: ['open'],
  replied: ['open'],
  answered: ['open'],
  closed: ['open'],
};
