import { follow, type EventOf, type Following, type FollowState, type StaffEvents } from '@carrel/client';
import { signIn } from '../access/sign-in.js';

/** How the line to Carrel is: `live` while signs of life come. */
export type Link = 'connecting' | 'live' | 'cut';
export type StaffEvent = EventOf<StaffEvents>;

const ANEW_MS = 1_000;
const STOPPED = 'stopped';

/** A token that expires makes no cut: the stream moves to the next one. */
const linkOf = ({ status, reason }: FollowState): Link | undefined => {
  if (status === 'live' || status === 'connecting') return status;
  return status === 'degraded' && reason !== 'token-expired' ? 'cut' : undefined;
};

/** Follows the stream of staff as long as the desk is open, through a sign-in that ends and comes back. @returns what ends it */
export function followStaff(receive: (event: StaffEvent) => void, onLink: (link: Link) => void): () => void {
  let following: Following;
  let over = false;
  const open = (after: string | undefined): void => {
    following = follow('me', {
      baseUrl: location.origin,
      token: (renew) => signIn.token(renew),
      after,
      onEvent: receive,
      onState: (state) => {
        const link = linkOf(state);
        if (link) onLink(link);
      },
    });
    void following.closed.then((reason) => {
      if (reason !== STOPPED) void anew(following.lastId);
    });
  };
  /** Closed for good means: with this sign-in. Asking for the next token waits while somebody signs in again. */
  const anew = async (after: string | undefined): Promise<void> => {
    onLink('cut');
    await signIn.token(true).catch(() => undefined);
    await new Promise((later) => setTimeout(later, ANEW_MS));
    if (!over) open(after);
  };
  open(undefined);
  return () => {
    over = true;
    following.close();
  };
}
