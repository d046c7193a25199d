/** Placeholders of mail programs that send no plain text. */
const stubs = new RegExp(
  [
    'html|(does|do) not support|cannot (display|be displayed|see)|view (this|it|the) (message|e-?mail|mail|online|in)',
    "browser|navegador|navigateur|nicht (lesen|sehen|(richtig |korrekt )?(angezeigt|dargestellt))|n(?:e|’|'|’)? ?.{1,12} pas (ce|cet|correctement)",
    'click here|klicken sie|cliquez|haga clic|clique aqui|clicca qui|klik hier|klicka här|klik her|kliknij|нажмите|点击|點擊|クリック|클릭',
  ].join('|'),
  'i',
);
const longestStub = 80;

/**
 * Which of two forms of one text is read: the plain one, unless the HTML says more, or the plain one only says that
 * there is HTML.
 */
export function bodyToRead(plainText: string, html: string): 'plain' | 'html' {
  const plainWords = wordsOf(plainText);
  const htmlWords = wordsOf(html);
  if (plainWords.length === 0 || htmlWords.length === 0) return plainWords.length ? 'plain' : 'html';
  const there = new Set(htmlWords);
  const shared = plainWords.filter((word) => there.has(word)).length / plainWords.length;
  if (plainWords.length <= longestStub && shared < 0.8 && stubs.test(plainText)) return 'html';
  // They say different things, in whatever language: a placeholder is the shorter one.
  if (shared < 0.5 && htmlWords.length > plainWords.length) return 'html';
  return htmlWords.length > plainWords.length * 1.3 + 8 ? 'html' : 'plain';
}

/** Words, or signs where a language writes none, without addresses of links. */
function wordsOf(text: string): string[] {
  return (
    text
      .slice(0, 100_000)
      .replace(/\bhttps?:\/\/\S+|\bmailto:\S+/gi, ' ')
      .toLowerCase()
      .match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}]+/gu) ?? []
  );
}
