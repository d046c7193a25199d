import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Say, Times } from '@carrel/ui';
import type { Page } from './api.js';
import type { Key } from './language.js';
import type { Place } from './place.js';

/** How a page speaks: in which of which languages, and of times. */
export interface Speech {
  readonly say: Say<Key>;
  readonly times: Times;
  readonly language: string;
  readonly languages: readonly string[];
  readonly speak: (language: string) => void;
}
export const SpeechContext = createContext<Speech>(undefined as never);
export const useSpeech = (): Speech => useContext(SpeechContext);

/** Whose page it is, and where it stands. */
export interface Whose {
  readonly page: Page;
  readonly place: Place;
}
export const WhoseContext = createContext<Whose>(undefined as never);

/** What every part of a library's page knows. */
export type Around = Speech & Whose;
export const useAround = (): Around => ({ ...useContext(WhoseContext), ...useSpeech() });
