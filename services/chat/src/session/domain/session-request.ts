/** What a patron's request comes with, and where it goes. */
export interface SessionRequest {
  id: string;
  institutionId: string;
  subscriptionGroupId: string;
  /** The queues that carry the request, the library's own first. */
  queueIds: string[];
  practice: boolean;
  patron: { name: string; email: string | null };
  tokenHash: string;
  networkMark: string | null;
  question: string;
  fields: Record<string, string>;
  /** The page the patron asks from. */
  page: string | null;
  /** A tag of BCP 47. */
  language: string | null;
  /** Held back from the cooperative for so long; null offers it to everyone at once (A8, B5). */
  localFirstMs: number | null;
}
