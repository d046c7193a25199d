/** The settings of the group of the patron's library that the rules of its questions go by (B4). */
export interface HomeRules {
  readonly sharedFollowup: boolean;
  readonly dueHours: number;
}

/** When follow-up is due that starts now (R78, R79). */
export const dueFrom = (from: Date, { dueHours }: HomeRules): Date =>
  new Date(from.getTime() + dueHours * 3_600_000);
