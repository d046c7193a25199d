/** Why a request is taken out of the line, or a chat ended, without an answer (A14, B36). `other` is said in words. */
export const dismissReasons = [
  'duplicate',
  'test',
  'prank',
  'by-mistake',
  'wrong-service',
  'patron-gone',
  'other',
] as const;
/** Those that fit a chat that has begun (B36). */
export const reasonsInChat: readonly string[] = ['prank', 'test', 'patron-gone', 'wrong-service', 'other'];
export type DismissReason = (typeof dismissReasons)[number];
