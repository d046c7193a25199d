import {
  daemon,
  hard,
  head,
  html,
  lib,
  mail,
  multi,
  own,
  personal,
  plain,
  question,
  quotedLines,
  said,
  soft,
  type Expected,
} from './mail-parts.js';

/** A fourth collection, by what is read of a mail. */
type Variant = readonly [name: string, raw: Buffer, expected: Expected];

const answer = (text: string, subject = 'Re: Atlas') =>
  mail(head(plain(text, '; format=fixed'), subject), '\r\n');
const whole = { ...personal, wholeText: question };

const introductions: readonly Variant[] = [
  'Cedar Library(e)k 2026/03/02 10:15(e)an idatzi zuen:',
  'El 2/3/26 a les 10:15, Cedar Library ha escrit:',
  '02.03.2026, 10:15 by ask@cedar.example:',
  '02.03.2026, 10:15 von ask@cedar.example:',
].flatMap((line): Variant[] => [
  [`a reply below “${line}”`, answer(`${own}\n\n${line}\n\n${quotedLines}`), { text: own }],
  [`a reply right above “${line}”`, answer(`${own}\n${line}\n${quotedLines}`), { text: own }],
]);

const block = `From: ${lib}\nSent: Monday, March 2, 2026 10:15 AM\nTo: Pat <pat@example.org>\nSubject: Atlas\n\nIs it enough?\n`;
const blocks: readonly Variant[] = [
  '-----Оригінальне повідомлення-----',
  '-----邮件原件-----',
  '-----Originalus laiškas-----',
  '-----Originaalsõnum-----',
  'Télécharger Outlook pour Android<https://aka.ms/AAb9ysg>\n________________________________',
  'Получить Outlook для iOS\n________________________________',
  'Android için Outlook’u edinin<https://aka.ms/AAb9ysg>\n________________________________',
].map((line): Variant => [`a reply over “${line}”`, answer(`${own}\n\n${line}\n${block}`), { text: own }]);

const forwarded: readonly Variant[] = ['İLT', 'ΠΡΘ', 'Továbbítás', 'הועבר', 'إعادة توجيه'].map(
  (mark): Variant => [
    `a mail led on as “${mark}:”`,
    answer(
      `Please read this.\n\nFrom: Desk <desk@archive.example>\nSent: Thursday, January 28, 2021 4:00 PM\nTo: Pat <pat@example.org>\nSubject: Box\n\nThe file is in box 12.\n`,
      `=?utf-8?B?${Buffer.from(`${mark}: Box`).toString('base64')}?=`,
    ),
    { ...personal, text: /box 12/ },
  ],
);

const ownSentences: readonly Variant[] = [
  'On 2 March 2026 at 10:15 I wrote to ask@cedar.example:\nwhere is the atlas?\nNobody answered.',
  'The book that I borrowed says:\nI use Outlook for Android and like it.',
  '3.5.2019, 14:30 was the time of the reading:\nwho read that day?',
].map((text): Variant => [`own words: “${text.slice(0, 40)}”`, answer(text), { ...personal, text }]);

const letter = `<p>${question}</p><p>My card is 2200417.</p>`;
const placeholders: readonly Variant[] = [
  'This is a multi-part message in MIME format.',
  'If you cannot see this e-mail, click here',
  'Wenn Sie diese E-Mail nicht lesen können, klicken Sie hier',
  'Si vous ne voyez pas ce message, cliquez ici',
  'Si no puede ver este mensaje, haga clic aquí',
  'Se non vedi il messaggio, clicca qui',
  'Als u dit bericht niet kunt lezen, klik hier',
  'Text version not available',
  'Ta wiadomość wymaga innego programu',
].map((stub): Variant => [
  `“${stub}” beside HTML`,
  multi('multipart/alternative', plain(stub), html(letter)),
  { ...personal, wholeText: `${question}\nMy card is 2200417.` },
]);

const senders: readonly Variant[] = [
  ...['<mailto:pat@example.org>', '[mailto:pat@example.org]', '<@relay.example:pat@example.org>'].map(
    (from): Variant => [
      `a mail from “${from}”`,
      mail(head(plain(question), 'Atlas', `Pat ${from}`)),
      { ...whole, from: 'pat@example.org' },
    ],
  ),
  ...['\r\n', '\uFEFF', '\r\n\r\n'].map((before): Variant => [
    `a mail with ${JSON.stringify(before)} before its headers`,
    mail(before, head(plain(question))),
    { ...whole, from: 'pat@example.org', subject: 'Atlas' },
  ]),
];

const forms: readonly Variant[] = [
  [
    'enriched text',
    mail(
      head('Content-Type: text/enriched\r\n\r\n'),
      '<bold>Do you hold</bold> the <<county> atlas of 1912?',
    ),
    { ...personal, wholeText: 'Do you hold the <county> atlas of 1912?' },
  ],
  [
    'UTF-8 that is said to be ISO-2022-JP',
    mail(head('Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n'), '図書館の本を探しています'),
    { ...personal, wholeText: '図書館の本を探しています' },
  ],
  [
    'a person’s mail that wants no receipts',
    mail(head(`X-Auto-Response-Suppress: DR, RN, NRN\r\n${plain(question)}`)),
    whole,
  ],
  [
    'a mail led on within an Exchange organisation',
    mail(
      head(
        `X-MS-Exchange-Organization-AutoForwarded: true\r\nX-Auto-Response-Suppress: DR, OOF, AutoReply\r\n${plain(question)}`,
      ),
    ),
    whole,
  ],
  [
    'a note of absence led on within an Exchange organisation',
    mail(
      head(
        `X-MS-Exchange-Organization-AutoForwarded: true\r\nAuto-Submitted: auto-replied\r\n${plain('I am away.')}`,
      ),
    ),
    { kind: 'automatic' },
  ],
];

/** Subjects and texts of people that resemble notes of absence. */
const absences: readonly Variant[] = [
  ['On leave: how do I keep my loans?', 'I am out of the office until 9 May. Please keep the book.', ''],
  ['Abwesend bis 9. Mai', 'Ich bin nicht im Haus, bitte verlängern Sie das Buch.', ''],
  ['Vacation:', 'I will be back on 9 May. Please renew the atlas.', ''],
  ['Vacation reading list', 'My card is 2200417.', 'In-Reply-To: <q1@carrel.example>\r\n'],
  [
    'Automatic reply: Atlas',
    'Thank you, the second volume is enough.',
    'In-Reply-To: <q1@carrel.example>\r\n',
  ],
  ['Fuori sede: come accedo?', 'Sono iscritta da ottobre.', 'In-Reply-To: <q1@carrel.example>\r\n'],
].map(([subject, text, more]): Variant => [
  `a person’s mail with the subject “${subject!}”`,
  mail(head(`${more!}${plain(text!)}`, `=?utf-8?B?${Buffer.from(subject!).toString('base64')}?=`)),
  { ...personal, wholeText: text! },
]);

const bounces: readonly Variant[] = [
  [
    'Remote Server returned ‘550 5.1.351 Remote server returned unknown recipient or mailbox unavailable’',
    hard,
  ],
  ['Remote server (192.0.2.1) issued an error.\nRemote server replied: 550 Unknown user', hard],
  [
    'The domain example.invalid couldn’t be found.\nDNS Error: lookup of example.invalid responded with code NXDOMAIN',
    hard,
  ],
  ['DNS Error: lookup of example.org responded with code SERVFAIL', soft],
  ['Your client host is unknown: 550 5.7.1 Access denied', soft],
].map(([text, expected]): Variant => [
  `a report with “${(text as string).slice(0, 60)}”`,
  said(
    daemon,
    'Undeliverable: Your question',
    `Your message could not be delivered to pat@example.org.\n\n${text as string}\n`,
  ),
  expected as Expected,
]);
const courier: Variant = [
  'a report by Courier, which names no sender',
  said(
    '"Courier mail server at mx.example.net" <@>',
    'NOTICE: mail delivery status.',
    'UNDELIVERABLE MAIL\n\n<pat@example.org>:\n <<< 550 User unknown.\n',
  ),
  hard,
];

/** [what it is, the mail, what the corpus tool says of it]. */
export const mails = (): readonly Variant[] => [
  ...introductions,
  ...blocks,
  ...forwarded,
  ...ownSentences,
  ...placeholders,
  ...senders,
  ...forms,
  ...absences,
  ...bounces,
  courier,
];
