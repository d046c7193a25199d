/** Reasons to dismiss a waiting request without an answer (A14). */
export const dismissReasons = [
  'duplicate',
  'test',
  'prank',
  'by-mistake',
  'wrong-service',
  'patron-gone',
] as const;
export type DismissReason = (typeof dismissReasons)[number];
