/** Control characters other than tabs and line breaks, and halves of a surrogate pair. */
const unfit = /(?![\t\n\r])\p{Cc}|\p{Cs}/u;
const everyUnfit = new RegExp(unfit.source, 'gu');
const everyHalf = /\p{Cs}/gu;
/** Vertical tab, form feed and next line part words as a blank does. */
const otherBreaks = /[\v\f\u0085]/g;

/**
 * Whether a text can be stored, searched, mailed and shown as it is: well-formed Unicode without control characters
 * other than tabs and line breaks. What people send is refused otherwise.
 */
export const isPlainText = (text: string): boolean => !unfit.test(text);

/**
 * The text without what `isPlainText` refuses, for what cannot be refused, such as mail: control characters are left
 * out, other breaks become blanks, half a surrogate pair becomes U+FFFD.
 */
export const toPlainText = (text: string): string =>
  isPlainText(text)
    ? text
    : text.replace(otherBreaks, ' ').replace(everyHalf, '\uFFFD').replace(everyUnfit, '');

// Format characters (Cf) and what Unicode's Default_Ignorable_Code_Point names; U+2800 is a braille cell without dots.
const unseen = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;
const seen = /[^\s\p{Z}\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Whether a reader sees anything of it: something besides blanks, zero-width characters and marks of direction. */
export const isVisible = (text: string): boolean => seen.test(text);

/** Whether a text looks empty and is not even blank: zero-width characters and the like and nothing that is seen. */
export const isOnlyUnseen = (text: string): boolean => unseen.test(text) && !seen.test(text);
