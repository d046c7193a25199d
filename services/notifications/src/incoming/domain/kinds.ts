import { automaticSign } from './automatic.js';
import { bounceOf, type Bounce } from './bounces.js';
import { isOwnList, listSign } from './lists.js';
import { loopSign } from './loops.js';
import type { ReadMail } from './read-mail.js';

/** How a mail came to us. */
export interface Envelope {
  /** Empty for a report (RFC 5321, 4.5.5); null when unknown, as in a mailbox. */
  readonly sender: string | null;
  readonly recipient: string;
  /** It came to the return path of one of our mails. */
  readonly returned: boolean;
}

/** The kind of a mail, from any sender. `sign` is a code of what shows it. */
export type Kind =
  | { readonly kind: 'loop'; readonly sign: string }
  | ({ readonly kind: 'bounce' } & Bounce)
  | { readonly kind: 'automatic'; readonly sign: string }
  | { readonly kind: 'list'; readonly sign: string }
  | { readonly kind: 'personal' };

/**
 * Only a personal mail is treated as a message of its sender (F13, F16). Our own mail come back is looked for
 * first; a report that something bounced before other automatic mail, since it is automatic too.
 */
export function kindOf(mail: ReadMail, envelope: Envelope, ourDomain: string | null): Kind {
  const loop = loopSign(mail, ourDomain);
  if (loop) return { kind: 'loop', sign: loop };
  const bounce = bounceOf(mail, envelope);
  if (bounce) return { kind: 'bounce', ...bounce };
  const throughOwnList = isOwnList(mail, envelope.recipient);
  const automatic = automaticSign(mail, envelope, throughOwnList);
  if (automatic) return { kind: 'automatic', sign: automatic };
  const list = throughOwnList ? undefined : listSign(mail);
  if (list) return { kind: 'list', sign: list };
  return { kind: 'personal' };
}
