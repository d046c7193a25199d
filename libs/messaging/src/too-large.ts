import type { RequestContract } from '@carrel/contracts';

/**
 * A question or answer is larger than its contract allows or than NATS carries. Asking again changes nothing, so it is
 * a fault, not an unavailable service.
 */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

/**
 * The text, for sending.
 * @param serverBytes what the NATS server takes at most
 * @throws TooLarge beyond the contract's bound or the server's
 */
export function withinBound(
  { subject, mostBytes }: RequestContract,
  what: 'question' | 'answer',
  text: string,
  serverBytes = mostBytes,
): string {
  const bytes = Buffer.byteLength(text);
  const most = Math.min(mostBytes, serverBytes);
  if (bytes > most) {
    throw new TooLarge(
      `the ${what} of ${subject} has ${bytes} bytes, more than the ${most} that it may have`,
    );
  }
  return text;
}
