/** A library's colour, corrected for text upon it and for itself as text, by day and by night. */
export interface Accent {
  readonly light: string;
  readonly onLight: string;
  readonly dark: string;
  readonly onDark: string;
}

/** What pages are drawn on; tokens.css has the same two. */
const surfaces = { light: '#ffffff', dark: '#1d2126' };
/** WCAG 2.2 AA for text, with a little to spare for tints of the surface. */
const ENOUGH = 4.8;

type Rgb = readonly [number, number, number];

const rgbOf = (hex: string): Rgb =>
  [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
const hexOf = (rgb: Rgb): string =>
  `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

function luminanceOf(rgb: Rgb): number {
  const [r, g, b] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The contrast of two colours by WCAG: 1 to 21. */
export function contrast(one: string, other: string): number {
  const [low, high] = [luminanceOf(rgbOf(one)), luminanceOf(rgbOf(other))].sort((a, b) => a - b);
  return (high! + 0.05) / (low! + 0.05);
}

const towards = (from: Rgb, to: Rgb, share: number): Rgb =>
  from.map((part, at) => part + (to[at]! - part) * share) as unknown as Rgb;

/** The colour itself, or the nearest mixture with black or white that can be read on the surface. */
function readable(hex: string, surface: string, end: string): string {
  for (let share = 0; share < 1; share += 0.04) {
    const mixed = hexOf(towards(rgbOf(hex), rgbOf(end), share));
    if (contrast(mixed, surface) >= ENOUGH) return mixed;
  }
  return end;
}

const upon = (hex: string): string =>
  contrast('#ffffff', hex) >= contrast('#101418', hex) ? '#ffffff' : '#101418';

/** What pages make of a library's colour, `#1f5fa8`, whatever it is. */
export function accentOf(hex: string): Accent {
  const light = readable(hex, surfaces.light, '#000000');
  const dark = readable(hex, surfaces.dark, '#ffffff');
  return { light, onLight: upon(light), dark, onDark: upon(dark) };
}

/** Hands an accent to the style sheets; scripts may set properties where inline styles are forbidden. */
export function wear(accent: Accent, root: HTMLElement = document.documentElement): void {
  root.style.setProperty('--accent-light', accent.light);
  root.style.setProperty('--on-accent-light', accent.onLight);
  root.style.setProperty('--accent-dark', accent.dark);
  root.style.setProperty('--on-accent-dark', accent.onDark);
}
