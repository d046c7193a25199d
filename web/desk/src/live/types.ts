import type { ChatSchemas as Schemas } from '@carrel/client';

export type { Desk } from '@carrel/client';
import type { Desk } from '@carrel/client';
/** A colleague asks whether somebody will join a chat. */
export type Offer = Desk['offers'][number];
export type Waiting = Desk['waiting'][number];
export type Session = Schemas['SessionDto'];
export type Line = Schemas['ShownLineDto'];
export type Talk = Schemas['TalkDto'];
export type Notice = Schemas['NoticeDto'];
