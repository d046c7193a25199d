import { useEffect, useSyncExternalStore } from 'react';
import { useSay, type Say } from '../language.js';
import { liveNow, onLive } from '../live/store.js';
import { go } from '../route.js';
import { signsOf, type Sign, type SignKind } from './signs-of.js';

export interface Signing {
  /** Kinds without a sound. */
  readonly silent: readonly SignKind[];
  /** Desktop notifications, once they are permitted. */
  readonly desktop: boolean;
}
const first: Signing = { silent: ['notice'], desktop: false };

/** Each kind is a short row of tones, known without looking: hertz, start and length in seconds. */
const tones: Readonly<Record<SignKind, readonly (readonly [number, number, number])[]>> = {
  waiting: [
    [659, 0, 0.12],
    [880, 0.14, 0.2],
  ],
  line: [[740, 0, 0.09]],
  yellow: [
    [440, 0, 0.16],
    [349, 0.2, 0.22],
  ],
  transfer: [
    [587, 0, 0.1],
    [784, 0.12, 0.1],
    [988, 0.24, 0.2],
  ],
  talk: [
    [523, 0, 0.07],
    [523, 0.11, 0.07],
  ],
  notice: [[392, 0, 0.14]],
};
const LOUDNESS = 0.12;
let audio: AudioContext | undefined;

/** Browsers let a page sound once somebody has pressed something on it; until then it stays silent. */
export function play(kind: SignKind): void {
  try {
    audio ??= new AudioContext();
    void audio.resume();
    const from = audio.currentTime + 0.02;
    for (const [hertz, start, length] of tones[kind]) {
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      tone.frequency.value = hertz;
      volume.gain.setValueAtTime(0, from + start);
      volume.gain.linearRampToValueAtTime(LOUDNESS, from + start + 0.01);
      volume.gain.exponentialRampToValueAtTime(0.001, from + start + length);
      tone.connect(volume).connect(audio.destination);
      tone.start(from + start);
      tone.stop(from + start + length + 0.02);
    }
  } catch {
    // Without sound there are words and counts.
  }
}

const keyOf = (accountId: string) => `carrel-signs:${accountId}`;
const read = new Map<string, Signing>();
const listeners = new Set<() => void>();

function signingOf(accountId: string): Signing {
  let known = read.get(accountId);
  if (known) return known;
  try {
    known = { ...first, ...(JSON.parse(localStorage.getItem(keyOf(accountId)) ?? '{}') as Partial<Signing>) };
  } catch {
    known = first;
  }
  read.set(accountId, known);
  return known;
}

function keep(accountId: string, signing: Signing): void {
  read.set(accountId, signing);
  for (const listener of listeners) listener();
  try {
    localStorage.setItem(keyOf(accountId), JSON.stringify(signing));
  } catch {
    // It holds as long as the page.
  }
}

export function useSigning(accountId: string): [Signing, (signing: Signing) => void] {
  const signing = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => signingOf(accountId),
  );
  return [signing, (now) => keep(accountId, now)];
}

const looked = (): string | undefined =>
  document.hasFocus() ? /\/chat\/([^/]+)/.exec(location.pathname)?.[1] : undefined;

/** Sounds, and notifications while the desk is not looked at. */
export function useSigns(accountId: string): void {
  const say = useSay();
  useEffect(() => {
    let before = liveNow();
    return onLive(() => {
      const now = liveNow();
      const signs = signsOf(before, now, looked());
      before = now;
      const { silent, desktop } = signingOf(accountId);
      for (const kind of new Set(signs.map((sign) => sign.kind))) if (!silent.includes(kind)) play(kind);
      if (desktop && !document.hasFocus()) for (const sign of signs) notify(sign, say);
    });
  }, [accountId, say]);
}

/** A screen may be seen by others: who, and never what was written. */
function notify({ kind, of, to, name }: Sign, say: Say): void {
  if (!('Notification' in globalThis) || Notification.permission !== 'granted') return;
  const shown = new Notification(say(`sign.${kind}`, { name }), {
    tag: `${kind}:${of}`,
    icon: '/desk/icon.svg',
    silent: true,
  });
  shown.onclick = () => {
    focus();
    go(to);
    shown.close();
  };
}
