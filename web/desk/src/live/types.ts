import type { ChatSchemas as Schemas } from '@carrel/client';

export type { Desk } from '@carrel/client';
import type { Desk, DeskChange } from '@carrel/client';
/** A colleague asks whether somebody will join a chat. */
export type Offer = Desk['offers'][number];
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
