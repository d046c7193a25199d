import { kept } from '@carrel/ui';

const on = kept<boolean>('carrel-sound', { lasting: true });
let context: AudioContext | undefined;

/** Off until the patron switches it on. */
export const soundIsOn = (): boolean => on.get() === true;

/** Switched on it sounds once, so that one knows it; browsers let pages sound only after a touch like this one. */
export function switchSound(to: boolean): void {
  on.set(to || undefined);
  if (to) sound();
}

/** Two soft notes, made here: no file is loaded. */
export function sound(): void {
  if (!soundIsOn()) return;
  try {
    context ??= new AudioContext();
    void context.resume();
    for (const [n, pitch] of [660, 880].entries()) {
      const from = context.currentTime + n * 0.14;
      const [note, loudness] = [context.createOscillator(), context.createGain()];
      note.frequency.value = pitch;
      loudness.gain.setValueAtTime(0, from);
      loudness.gain.linearRampToValueAtTime(0.12, from + 0.02);
      loudness.gain.exponentialRampToValueAtTime(0.0001, from + 0.3);
      note.connect(loudness).connect(context.destination);
      note.start(from);
      note.stop(from + 0.32);
    }
  } catch {
    // Without sound the title says it still.
  }
}
