import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Say, Times } from '@carrel/ui';
import type { Page } from './api.js';
import type { Key } from './language.js';
import type { Place } from './place.js';

/** What every part of the page knows. */
export interface Around {
  readonly page: Page;
  readonly place: Place;
  readonly say: Say<Key>;
  readonly times: Times;
  readonly language: string;
  readonly languages: readonly string[];
  readonly speak: (language: string) => void;
}

export const AroundContext = createContext<Around>(undefined as never);
export const useAround = (): Around => useContext(AroundContext);
