import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { quotedBeside, splitText } from './quoting.js';

const own = 'Thank you, that is all.';
const asked = 'Is this enough?';
const address = '<ask@cedar.example>';
/** How mail programs introduce what they quote. */
const introductions = [
  `On Wed, Apr 30, 2025 at 3:19 PM Cedar Library ${address} wrote:`,
  `On Wed, Apr 30, 2025 at 3:19 PM Cedar Library\n${address} wrote:`,
  `On Wed, Apr 30, 2025 at 3:19 PM Cedar\nLibrary ${address}\nwrote:`,
  `On 30 Apr 2025, at 15:19, Cedar Library ${address} wrote:`,
  'On 4/30/25 15:19, Cedar Library wrote:',
  `On Wednesday, April 30, 2025 at 03:19:00 PM GMT+2, Cedar Library ${address} wrote:`,
  `---- On Wed, 30 Apr 2025 15:19:00 +0200 Cedar Library ${address} wrote ----`,
  'Am 30.04.25 um 15:19 schrieb Cedar Library:',
  `Am Mi., 30. Apr. 2025 um 15:19 Uhr schrieb Cedar Library ${address}:`,
  `Cedar Library ${address} schrieb am Mi., 30. Apr. 2025, 15:19:`,
  `Am 21.04.2023 17:48 schrieb "Cedar Bibliothek" <ask@cedar.example\n>:`,
  `Le mer. 30 avr. 2025 à 15:19, Cedar Library ${address} a écrit :`,
  'Le 30/04/2025 à 15:19, Cedar Library a écrit :',
  'El mié, 30 abr 2025 a las 15:19, Cedar Library (<ask@cedar.example>) escribió:',
  `Il giorno mer 30 apr 2025 alle ore 15:19 Cedar Library ${address} ha scritto:`,
  `Em qua., 30 de abr. de 2025 às 15:19, Cedar Library ${address} escreveu:`,
  `Op wo 30 apr 2025 om 15:19 schreef Cedar Library ${address}:`,
  `Den ons 30 apr. 2025 kl 15:19 skrev Cedar Library ${address}:`,
  `ons. 30. apr. 2025 kl. 15:19 skrev Cedar Library ${address}:`,
  'ke 30. huhtik. 2025 klo 15.19 Cedar Library (ask@cedar.example) kirjoitti:',
  `śr., 30 kwi 2025 o 15:19 Cedar Library ${address} napisał(a):`,
  'W dniu 30.04.2025 o 15:19, Cedar Library pisze:',
  `st 30. 4. 2025 v 15:19 odesílatel Cedar Library ${address} napsal:`,
  `ср, 30 апр. 2025 г. в 15:19, Cedar Library ${address}:`,
  '30.04.2025 15:19, Cedar Library пишет:',
  `ср, 30 квіт. 2025 р. о 15:19 Cedar Library ${address} пише:`,
  `Στις Τετ 30 Απρ 2025 στις 3:19 μ.μ., ο χρήστης Cedar Library ${address} έγραψε:`,
  `Cedar Library ${address}, 30 Nis 2025 Çar, 15:19 tarihinde şunu yazdı:`,
  `Cedar Library ${address} ezt írta (időpont: 2025. ápr. 30., Sze, 15:19):`,
  `În mie., 30 apr. 2025 la 15:19, Cedar Library ${address} a scris:`,
  `Cedar Library ${address} 于2025年4月30日周三 15:19写道：`,
  '2025年4月30日(水) 15:19 Cedar Library <ask@cedar.example>:',
  `2025년 4월 30일 (수) 오후 3:19, Cedar Library ${address}님이 작성:`,
  `‫בתאריך יום ד׳, 30 באפר׳ 2025 ב-15:19 מאת ‪Cedar Library‬‏ ${address}:‬`,
  `Quoting Cedar Library ${address}:`,
];
/** What stands over quoted text that has no marks. */
const headings = [
  ...introductions,
  '-----Original Message-----',
  '-------- Ursprüngliche Nachricht --------',
  '-------- Oprindelig besked --------\nFra: Cedar Bibliotek <ask@cedar.example>\nDato: 12.05.2024 10:11\nTil: Pat <pat@example.org>\nEmne: Svar\n',
  '________________________________\nFrom: Cedar Library <ask@cedar.example>\nSent: Wednesday, April 30, 2025 3:19 PM\nTo: Pat\nSubject: Re: Bridge\n',
  '*Von:* Cedar Bibliothek\n*Gesendet:* Mittwoch, 30. April 2025 15:19\n*An:* Pat\n*Betreff:* AW: Brücke\n',
  'De : Cedar <ask@cedar.example>\nEnvoyé : mercredi 30 avril 2025 15:19\nÀ : Pat\nObjet : Pont\n',
  '差出人: Cedar <ask@cedar.example>\n送信日時: 2025年4月30日 15:19\n宛先: Pat\n件名: 橋\n',
  '>>> Cedar Library <ask@cedar.example> 4/30/2025 3:19 PM >>>',
];

describe('An answer', () => {
  it.each(introductions)('[B44] is parted from marked lines below “%s”', (line) => {
    const { text, quoted } = splitText(`${own}\n\n${line}\n\n> ${asked}\n`);
    expect(text).toBe(own);
    expect(quoted).toContain(asked);
    expect(splitText(`${line}\n> ${asked}\n\n${own}`).text).toBe(own);
    expect(splitText(`I need it soon.\n${own}\n${line}\n> ${asked}`).text).toBe(`I need it soon.\n${own}`);
  });

  it.each(headings)('[B44] is parted from unmarked text below “%s”', (line) => {
    expect(splitText(`${own}\n\n${line}\n\n${asked}\n\nCedar Library`)).toMatchObject({ text: own });
  });

  it.each([
    'Sent from my iPhone',
    'Get Outlook for iOS',
    'Von meinem iPhone gesendet',
    'Envoyé de mon iPhone',
    'Enviado desde mi Samsung Galaxy',
    'Inviato da iPad',
    'Отправлено с iPhone',
    'iPhoneから送信',
    '发自我的iPhone',
  ])('is parted from “%s”', (line) => {
    expect(splitText(`${own}\n\n${line}\n`)).toMatchObject({ text: own, quoted: line });
  });
});

describe('[B44] A person’s own words are never hidden', () => {
  it.each([
    [
      'a sentence that ends in “wrote”',
      'In a letter of 12 May 1911 the founder wrote:\n\nThe garden must outlive us.\n\nWhere is it kept?',
    ],
    [
      'what an archive answered',
      'I asked the archive (desk@archive.example) and they wrote:\n\nWe do not hold it.\n\nWho does?',
    ],
    [
      'a quotation between own words',
      'Who wrote these lines?\n\n> The river keeps no letters,\n\nMy grandmother knew them.',
    ],
    [
      'a quotation announced at the end',
      'Do you know who wrote these lines?\n\n> The river keeps no letters,\n> it only reads them once.',
    ],
    ['a quotation of an old letter', 'On 12 May 1911 the founder wrote:\n> The garden must outlive us all.'],
    [
      'times and places of a booking',
      'The booking:\n\nFrom: Tuesday 3 June, 14:00\nTo: 16:00\nDate: 3 June\n\nPlease also reserve the projector.',
    ],
    ['a German journey', 'Meine Reise:\nVon: Berlin\nAn: Bonn\nDatum: 3. Juni\nWelche Karten haben Sie?'],
    [
      'a sentence that begins “Sent from”',
      'Which regiment used this stamp?\nSent from the front in 1916, the card has no other mark.',
    ],
    [
      'a sentence that begins “Sent from”, after a blank line',
      'Which regiment?\n\nSent from the front in 1916, the card has no other mark.',
    ],
    ['a long text below dashes', `Two volumes:\n--\n${'The first lacks a page.\n'.repeat(10)}`],
    ['a question below dashes', 'Volume one came.\n--\nWhere is volume two?'],
  ])('%s', (_, mail) => {
    expect(splitText(mail)).toMatchObject({ text: mail.trim(), quoted: '' });
  });

  it('of what is forwarded all is kept', () => {
    const block =
      'From: Archive <desk@archive.example>\nDate: Thu, 28 Jan 2021 at 16:00\nSubject: Your request\nTo: Pat\n\nThe file is in box 12.';
    for (const mark of [
      '---------- Forwarded message ----------',
      'Begin forwarded message:',
      '-------- Weitergeleitete Nachricht --------',
      '---------- Message transféré ---------',
      '-------- Пересылаемое сообщение --------',
    ])
      expect(splitText(`Please see:\n\n${mark}\n${block}`).text).toContain('box 12');
    expect(splitText(`Please see:\n\n${block}`, 'Fwd: Your request').text).toContain('box 12');
    expect(splitText(`Please see:\n\n${block}`, 'Re: Your request').text).toBe('Please see:');
  });

  it('answers between quoted lines keep those lines', () => {
    const { text } = splitText(`${introductions[0]}\n> Which year?\n1932.\n> Which town?\nAspen.`);
    expect(text).toBe('> Which year?\n1932.\n> Which town?\nAspen.');
  });

  const word = fc.stringMatching(/^[a-zäößéøçñжшλ]{2,9}$/);
  const sentence = fc.array(word, { minLength: 2, maxLength: 14 }).map((all) => all.join(' '));
  const words = fc.array(sentence, { minLength: 1, maxLength: 5 });
  const nonBlank = (text: string) =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);

  it('whatever stands around a quotation: own words stay, and nothing is left out', () => {
    fc.assert(
      fc.property(
        words,
        words,
        fc.boolean(),
        fc.nat(),
        fc.boolean(),
        (above, below, blank, which, marked) => {
          const known = marked ? introductions : headings;
          const line = known[which % known.length]!;
          // Text below without marks cannot be distinguished from it.
          const after = marked ? below : [];
          const quote = marked ? `> ${asked}\n> Cedar` : `${asked}\nCedar`;
          const whole = [above.join('\n'), ...(blank ? [''] : []), line, quote, '', after.join('\n')].join(
            '\n',
          );
          const found = splitText(whole);
          for (const one of [...above, ...after]) expect(nonBlank(found.text)).toContain(one);
          expect([...nonBlank(found.text), ...nonBlank(found.quoted)].sort()).toEqual(
            nonBlank(found.wholeText).sort(),
          );
          expect(nonBlank(quotedBeside(found.text, found.wholeText)).sort()).toEqual(
            nonBlank(found.quoted).sort(),
          );
        },
      ),
      { numRuns: 400 },
    );
  });

  it('of lines of any kind in any order none is left out', () => {
    const lines = fc.array(
      fc.oneof(
        sentence,
        fc.constantFrom(
          ...headings,
          `> ${asked}`,
          '',
          '--',
          'Sent from my iPhone',
          'From: Pat',
          'Subject: x',
          '>> y',
        ),
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(lines, (all) => {
        const { text, quoted, wholeText } = splitText(all.join('\n'));
        expect([...nonBlank(text), ...nonBlank(quoted)].sort()).toEqual(nonBlank(wholeText).sort());
        if (wholeText) expect(text).not.toBe('');
      }),
      { numRuns: 400 },
    );
  });
});
