/** What the group has set (setting chat-times). */
export interface SilenceTimes {
  silencePromptSeconds: number;
  yellowSeconds: number;
}
/** How long a patron has written nothing, for any reason (R19); silence alone ends no session (R20). */
export interface Silence {
  since: Date;
  /** Time to ask whether the patron is still there (R17). */
  prompt: boolean;
  /** Does not count against the cap (R18, A7). */
  yellow: boolean;
}

export function silenceOf(
  session: { acceptedAt: Date | null; patronActiveAt?: Date | null; patronLeftAt?: Date | null },
  times: SilenceTimes,
  now: Date,
): Silence {
  const since = new Date(
    Math.max(session.acceptedAt?.getTime() ?? 0, session.patronActiveAt?.getTime() ?? 0),
  );
  const silent = (seconds: number) => now.getTime() - since.getTime() >= seconds * 1000;
  // Whoever has ended the chat is not asked whether he or she is still there.
  if (session.patronLeftAt) return { since, prompt: false, yellow: true };
  return { since, prompt: silent(times.silencePromptSeconds), yellow: silent(times.yellowSeconds) };
}
