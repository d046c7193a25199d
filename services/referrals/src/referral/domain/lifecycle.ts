/** asked: recorded here, and questions has not said yes yet (B3). */
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

/** What may become of a referral from where; everything else is refused. */
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
