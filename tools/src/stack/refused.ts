/** The stack cannot start, and the message says what to do about it. */
export class Refused extends Error {}

/** A command was given something it cannot take; nothing was done. */
export class BadArgument extends Refused {}

/** Turns errors such as a full disk or a folder without permission into messages with a remedy. */
export function inWords(error: unknown, dataDir: string): string {
  if (error instanceof Refused) return error.message;
  const text = error instanceof Error ? error.message : String(error);
  const { code } = (error ?? {}) as { code?: string };
  if (code === 'ENOSPC' || /ENOSPC|no space left on device/i.test(text)) {
    return `The disk is full. Make room where ${dataDir} is and start again.\n(${text})`;
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return `${dataDir} cannot be written to. Give this account the right to, or use another clone.\n(${text})`;
  }
  return text;
}
