import { searchQuery, searchVector, stemmedLanguages } from '@carrel/kernel';
import { serverUrl } from '@carrel/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';

const db = new pg.Client({ connectionString: serverUrl() });
beforeAll(() => db.connect());
afterAll(() => db.end());

const finds = async (text: string, typed: string, tags = ['en']): Promise<boolean> => {
  const languages = stemmedLanguages(tags);
  const query = searchQuery(typed, languages);
  const { rows } = await db.query<{ found: boolean }>('SELECT $1::tsvector @@ $2::tsquery AS found', [
    searchVector(text, languages),
    query ?? '',
  ]);
  return rows[0]!.found;
};

const found: [text: string, typed: string, language?: string][] = [
  ['Who wrote “Ulysses” in Trieste?', 'ulysses'],
  ['Who wrote Ulysses in Trieste?', '“Ulysses”'],
  ['Who wrote „Ulysses“?', '„Ulysses“'],
  ['Who wrote ‘Ulysses’?', '‘Ulysses’'],
  ['Qui a écrit « Ulysse » ?', '« Ulysse »', 'fr'],
  ['the library’s catalogue', 'library'],
  ['the library’s catalogue', "library's"],
  ['the library catalogue', 'library’s catalogue'],
  ['the author—Beckett—said', 'beckett'],
  ['the author—Beckett—said', 'author'],
  ['the\u00a0archive\u202fof Rome', 'archive'],
  ['the archive of Rome', 'archive\u00a0of'],
  ['the war of 1914–1918', '1918'],
  ['the war of 1914–1918', '1914-1918'],
  ['the war of 1914-1918', '1914–1918'],
  ['about covid-19 in schools', 'covid'],
  ['about covid-19 in schools', 'covid-19'],
  ['about COVID 19 in schools', 'covid-19'],
  ['about Covid19 in schools', 'covid-19'],
  ['about covid-19 in schools', 'covid19'],
  ['about covid‑19 in schools', 'covid-19'],
  ['a reading/writing group', 'writing'],
  ['a reading/writing group', 'reading/writing'],
  ['shelved at QA76.73.J38', 'QA76'],
  ['shelved at QA76.73.J38', 'qa76.73.j38'],
  ['shelved at PR6003.E282', 'PR6003.E282'],
  ['shelved at PR6003 .E282 M3', 'PR6003 .E282'],
  ['ISBN 978-3-16-148410-0', '9783161484100'],
  ['ISBN 9783161484100', '978-3-16-148410-0'],
  ['ISBN 978 3 16 148410 0', '9783161484100'],
  ['ISBN 978‑3‑16‑148410‑0', '978–3–16–148410–0'],
  ['ISBN 3-16-148410-X', '316148410x'],
  ['ISBN 316148410X', '978-3-16-148410-0'],
  ['ISBN 978-3-16-148410-0', '3-16-148410-X'],
  ['ISSN 2434-561X', '2434561X'],
  ['ISSN 2434561X', '2434-561x'],
  ['ISSN 2434–561X', '2434-561X'],
  ['l’École des chartes', 'ecole'],
  ['l’École des chartes', "l'école", 'fr'],
  ['Ecole des chartes', 'l’école', 'fr'],
  ['E\u0301cole', 'école'],
  ['École', 'e\u0301cole'],
  ["Musée d'Orsay", 'orsay'],
  ['Musée d’Orsay', "d'Orsay"],
  ['Musée d’Orsay', 'dorsay'],
  ['Flann O’Brien', "O'Brien"],
  ['Flann O’Brien', 'obrien'],
  ['Flann O Brien', "o'brien"],
  ['our libraries', 'library'],
  ['a library', 'libraries'],
  ['las canciones', 'canción', 'es'],
  ['los lápices', 'lapiz', 'es'],
  ['des journaux', 'journal', 'fr'],
  ['la bibliothèque', 'bibliotheques', 'fr'],
  ['die Bücher', 'Buch', 'de'],
  ['das Buch', 'bucher', 'de'],
  ['drei Museen', 'Museum', 'de-AT'],
  ['die Straße', 'strasse', 'de'],
  ['die Strasse', 'Straße', 'de'],
  ['Herr Müller', 'Mueller', 'de'],
  ['Herr Mueller', 'Müller', 'de'],
  ['Herr Müller', 'muller', 'de'],
  ['STRASSE', 'straße'],
  ['我想找图书馆的书', '图书馆'],
  ['我想找图书馆的书', '书'],
  ['北京市图书馆在哪里', '北京图书馆'],
  ['京都の図書館で本を探しています', '図書館'],
  ['京都の図書館で本を探しています', '図書館 本'],
  ['京都の図書館で本を探しています', '図書館の本'],
  ['京都の図書館で本を探しています', '“図書館で本”'],
  ['コンピュータの本', 'コンピュータ'],
  ['ｺﾝﾋﾟｭｰﾀの本', 'コンピュータ'],
  ['도서관에서 책을', '도서관'],
  ['Python入門を読む', '入門'],
  ['Python入門を読む', 'python'],
  ['หนังสือในห้องสมุด', 'ห้องสมุด'],
  ['Question of number 100234', '100234'],
  ['Question of number 100234', '#100234'],
  ['war and peace', 'war - peace'],
  ['war and peace', 'war – peace'],
  ['war and peace', '- war'],
  ['war and peace', '"war and peace"'],
  ['about librarians', 'librar'],
  ['about librarians', 'li*'],
  ['an office of the ﬁnance ministry', 'finance'],
  ['an œuvre, an Æsop', 'oeuvre aesop'],
  ['Ｃａｒｒｅｌ １２３', 'carrel 123'],
  ['Carrel 123', 'ｃａｒｒｅｌ'],
  ['Война и мир', 'война'],
  ['ВОЙНА И МИР', 'война'],
  ['Ёлка', 'елка'],
  ['книги о войне', 'книга', 'ru'],
  ['Ὀδύσσεια τοῦ Ὁμήρου', 'οδυσσεια'],
  ['ΛΟΓΟΣ', 'λόγος'],
  ['كِتَابٌ قديم', 'كتاب'],
  ['مكتبة', 'مكتبه'],
  ['کتابخانه', 'كتابخانه'],
  ['سنة ١٩١٨', '1918'],
  ['İstanbul ve Diyarbakır', 'istanbul'],
  ['İSTANBUL ve DİYARBAKIR', 'diyarbakır'],
  ['Diyarbakır', 'diyarbakir'],
  ['I program in C++.', 'c++'],
  ['C# for beginners', 'C#'],
  ['the .NET runtime', '.NET'],
  ['ASP.NET pages', '.net'],
  ['a bill from AT&T', 'AT&T'],
  ['a bill from AT&T', 'at&t bill'],
  ['R & D at work', 'R&D'],
  ['write to robin@patron.example today', 'robin@patron.example'],
  ['write to robin@patron.example today', 'patron.example'],
  ['doi:10.1000/xyz-123', '10.1000/xyz-123'],
  ['see https://doi.org/10.1000/xyz-123', 'doi:10.1000/xyz-123'],
  ['see https://www.example.org/path/page?x=1.', 'https://www.example.org/path/page?x=1'],
  ['see https://www.example.org/path', 'example.org'],
  ['1,234,567 volumes', '1234567'],
  ['1.234.567 Bände', '1,234,567', 'de'],
  ['1 234 567 volumes', '1234567', 'fr'],
  ['1234567 volumes', '1 234 567'],
  ["1'234'567", '1234567'],
  ['3.14', '3.14'],
  ['Uly\u00adsses', 'ulysses'],
  ['Uly\u200bsses', 'ulysses'],
  ['Ulysses', 'Uly\u200dsses\u200e'],
  ['Where is the 😀 shelf? 🏳️‍🌈', '😀'],
  ['a 👍🏽 from me', '👍'],
  ['🇫🇷 books', '🇫🇷'],
  ["it's a | b & !c:* <-> d '\\ quoted", "b & !c:* <-> d '\\"],
  ["foo:* | bar'", 'foo:*'],
  ['state-of-the-art', 'art'],
  ['e-books', 'ebook'],
  ['e-book', 'e-books'],
  ['cats', 'dogs or cats'],
  ['Chapter Ⅳ, ½ and m²', 'm2'],
  ['naïve café', 'NAIVE CAFE'],
  ['Łódź, Århus, Þingvellir, Đorđe', 'lodz arhus thingvellir dorde'],
  ['Nguyễn Văn', 'nguyen van'],
  ['rock’n’roll', "rock'n'roll"],
  ['rock’n’roll', 'roll'],
  ['snake_case', 'snake_case'],
  ['U.S.A.', 'USA'],
  ['USA', 'U.S.A.'],
  ['don’t', "don't"],
  ['the war of 1939–45', '1945'],
  ['the war of 1939/45', '1939'],
  ['art of the 1920s', '1920'],
  ['art of the 1920s', '1920s'],
  ['في المكتبة', 'مكتبة'],
  ['في مكتبة', 'المكتبة'],
  ['والكتاب القديم', 'كتاب'],
  ['للمكتبة', 'مكتبة'],
  ['בספרייה', 'בספריה'],
  ['ספריה', 'ספרייה'],
  ['children’s books', 'children'],
  ['SARS-CoV-2', 'sars cov 2'],
  ['CO₂ in the air', 'co2'],
  ['823.912 JOY', '823.912'],
  ['ISBN-13:978-0306406157', '0-306-40615-2'],
  ['arXiv:2101.00001', '2101.00001'],
  ['夏目漱石の「こころ」', 'こころ'],
  ['well-being', 'wellbeing'],
  ['No. 4711', '#4711'],
  ['カ\u3099ッコウ', 'ガッコウ'],
];

const notFound: [text: string, typed: string, language?: string][] = [
  ['war and peace', 'war -peace'],
  ['peace and war', '"war and peace"'],
  ['peace and war', '“war and peace”'],
  ['Frieden und Krieg', '„Krieg und Frieden“', 'de'],
  ['paix et guerre', '« guerre et paix »', 'fr'],
  ['a library', 'librarian'],
  ['a grade of C', 'C++'],
  ['a grade of C', 'C#'],
  ['a cat', 'dog'],
  ['war', 'war peace'],
  ['anything', '-'],
  ['anything', '“”'],
  ['図書を見る館', '“図書館”'],
  ['note', 'not'],
  ['pages 1939-12', '1912'],
  ['the 1920s', '1921'],
];

describe('A search finds what people type', () => {
  it.each(found)('in %j by %j', async (text, typed, language = 'en') => {
    expect(await finds(text, typed, [language])).toBe(true);
  });
  it.each(notFound)('and in %j nothing by %j', async (text, typed, language = 'en') => {
    expect(await finds(text, typed, [language])).toBe(false);
  });

  it('whatever the text: PostgreSQL takes it, and each of its words is found', async () => {
    const text = fc.array(
      fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...'"\'\\&|!:*<->()~- \u200d\ud800')),
    );
    await fc.assert(
      fc.asyncProperty(text, async (parts) => {
        const whole = parts.join('');
        await finds(whole, whole);
        const word = /[\p{L}\p{N}]{2,20}/u.exec(whole.normalize('NFKC'))?.[0];
        if (word) expect(await finds(`before ${word} after`, word)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('of the largest text, within what a tsvector may hold', async () => {
    const many = Array.from({ length: 60_000 }, (_, n) =>
      String.fromCodePoint(0x4e00 + ((n * 7919) % 20_000)),
    ).join('');
    const long = Array.from({ length: 20_000 }, (_, n) => `word${n}-${'é'.repeat(n % 70)}`).join(' ');
    expect(await finds(`needle ${many}`, 'needle')).toBe(true);
    expect(await finds(`needle ${long}`, 'needle')).toBe(true);
  });
});
