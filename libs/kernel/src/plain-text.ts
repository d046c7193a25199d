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
