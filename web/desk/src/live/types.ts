import type { ChatSchemas as Schemas } from '@carrel/client';

interface Named {
  readonly id: string;
  readonly name: string;
}
/** A colleague asks whether somebody will join a chat. */
export interface Offer {
  readonly id: string;
  readonly sessionId: string;
  readonly mine: boolean;
  readonly from: Named;
  readonly to: Named | null;
  readonly queue: Named | null;
  readonly library: Named | null;
  readonly reason: string;
  readonly expiresAt: string;
}
export type Desk = Omit<Schemas['DeskSnapshotDto'], 'offers'> & { readonly offers: Offer[] };
export type DeskChange = Omit<Schemas['DeskChangeDto'], 'offers'> & {
  readonly offers?: { readonly changed: Offer[]; readonly removed: string[] };
};
export type Waiting = Desk['waiting'][number];
export type Session = Schemas['SessionDto'];
export type Line = Schemas['ShownLineDto'];
export type Talk = Schemas['TalkDto'];
export type Notice = Schemas['NoticeDto'];
type Unread = Schemas['ChatUnreadDto'];
type Typing = Schemas['ChatTypingDto'];
type Read = Schemas['ChatReadDto'];

/** What the stream of staff brings, by the event's name. */
export type StaffEvent =
  | { readonly event: 'desk'; readonly data: Desk }
  | { readonly event: 'desk-changed'; readonly data: DeskChange }
  | { readonly event: 'session'; readonly data: Session }
  | { readonly event: 'line'; readonly data: Line & { readonly sessionId: string } }
  | { readonly event: 'unread'; readonly data: Unread }
  | { readonly event: 'typing'; readonly data: Typing }
  | { readonly event: 'read'; readonly data: Read }
  | { readonly event: 'talk'; readonly data: Talk }
  | { readonly event: 'notice'; readonly data: Notice };
