/** The codes a librarian ends a chat session with; each decides statuses and lists (R44..R56). */
export const resolutionCodes = [
  'answered',
  'followup-by-me',
  'followup-by-patron-library',
  'lost-call',
  'practice',
] as const;
export type ResolutionCode = (typeof resolutionCodes)[number];
