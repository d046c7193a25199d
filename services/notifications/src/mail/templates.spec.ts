import { describe, expect, it } from '@jest/globals';
import { customMessageTypes, mailLanguages, type MailLanguage } from '@carrel/contracts';
import { numberIn } from '../incoming/domain/threading.js';
import { fixedMessages, type PatronMail, type PatronMessage, type Wording } from './messages.js';
import { noticeMessages, noticeWords, type NoticeMessage } from './notices.js';
import { Templates } from './templates.js';

const templates = new Templates({ publicUrl: 'https://carrel.example' });
const hostile = 'Pat<script>alert(1)</script>\r\nBcc: all@example.org\0{{ library }}"\'&';
const letters: PatronMessage[] = [...customMessageTypes, ...fixedMessages];
const inEnglish: Wording = { language: 'en', custom: null, replyText: null };

/** Every value of a letter as a hostile patron would fill it. */
const everything = (wording: Wording = inEnglish): PatronMail => ({
  wording,
  tokens: {
    patron: hostile,
    library: hostile,
    group: hostile,
    number: '7',
    question: hostile,
    date: hostile,
  },
  parts: {
    written: hostile,
    question: hostile,
    lines: (['patron', 'librarian', 'system'] as const).map((from) => ({
      ...{ from, name: hostile, at: hostile, text: hostile },
    })),
    files: [{ name: hostile, url: hostile }],
    survey: hostile,
    reason: hostile,
    link: hostile,
    account: { name: hostile, address: hostile, link: hostile },
  },
});
const notice = (message: NoticeMessage, language: MailLanguage = 'en') =>
  templates.notice(
    message,
    {
      ...{ number: '7', title: hostile, library: hostile, other: hostile, group: hostile, reason: hostile },
      ...{
        at: { time: '2026-03-02T19:04:05.000Z', timeZone: 'America/Denver' },
        what: hostile,
        reply: hostile,
      },
    },
    language,
  );
const all = [
  ...noticeMessages.flatMap((name) =>
    mailLanguages.map((language) => [`notice ${name} in ${language}`, () => notice(name, language)] as const),
  ),
  ...letters.flatMap((name) =>
    mailLanguages.map(
      (language) =>
        [
          `${name} in ${language}`,
          () => templates.letter(name, everything({ ...inEnglish, language })),
        ] as const,
    ),
  ),
];

describe('A mail', () => {
  it.each(all)('%s has a subject of one line, whatever people call themselves', async (_name, render) => {
    const { subject } = await render();
    // eslint-disable-next-line no-control-regex
    expect(subject).toMatch(/^[^\x00-\x1f]{5,200}$/);
  });

  it.each(all)('%s carries no markup, NUL or template of a patron in its HTML', async (_name, render) => {
    const { html, text } = await render();
    expect(html).not.toContain('<script>');
    expect(html).toContain('&lt;script&gt;');
    expect(html).toContain('{{ library }}');
    expect(html + text).not.toContain('\0');
    expect(html).toMatch(/^<!doctype html>\n<html lang="[a-z]+" dir="ltr">/);
  });

  it.each(mailLanguages)(
    '[F17] in %s, a notice too, names the question by a number that answers are known by',
    async (language) => {
      for (const name of noticeMessages) expect(numberIn((await notice(name, language)).subject)).toBe('7');
      const letter = await templates.letter('answer', everything({ ...inEnglish, language }));
      expect(numberIn(letter.subject)).toBe('7');
    },
  );

  it('a notice shows a time in its language, and in which zone', async () => {
    const at = { time: '2026-03-02T19:04:05.000Z', timeZone: 'America/Denver' };
    const of = async (language: MailLanguage) =>
      (await templates.notice('overdue', { library: 'Birch', at }, language)).text;
    expect(await of('en')).toContain('was due by March 2, 2026 at 12:04 PM (America/Denver).');
    expect(await of('de')).toContain('war bis 2. März 2026 um 12:04 (America/Denver) fällig.');
  });

  it('a notice names the mail that did not arrive in words, and whoever is not known by what it is', async () => {
    const failed = await templates.notice('delivery-failed', { library: 'B', what: 'chat-transcript' }, 'fr');
    expect(failed.text).toContain('Un courriel à l’usager (texte de la conversation) n’a pas pu être remis.');
    const returned = await templates.notice('referral-returned', { library: 'B', other: null }, 'en');
    expect(returned.subject).toBe('Returned to B by the receiver');
  });

  it('has the same tokens in each language', () => {
    const tokens = (text: string) =>
      [
        ...new Set(
          [
            ...text
              .replace(/"[^"]*"/g, '')
              .matchAll(/\b(library|other|group|at|what|reply|uncertain)\b(?=[^{]*\}|\s*%)/g),
          ].map(([one]) => one),
        ),
      ].sort();
    for (const name of noticeMessages) {
      for (const language of mailLanguages) {
        const [inEnglishToo, there] = [noticeWords.en, noticeWords[language]].map(
          ({ notices }) => notices[name],
        );
        expect([language, name, tokens(there!.join(' '))]).toEqual([
          language,
          name,
          tokens(inEnglishToo!.join(' ')),
        ]);
      }
    }
  });

  it('[R45] shows the patron who said what, when', async () => {
    const { text } = await templates.letter('chat-transcript', {
      wording: inEnglish,
      tokens: { library: 'Birch', patron: 'Pat', number: '7', date: '2 March 2026' },
      parts: {
        lines: [
          { from: 'librarian', name: 'Robin', at: '12:01', text: 'In 1932.' },
          { from: 'system', name: null, at: '12:02', text: 'Robin has left the session.' },
          { from: 'patron', name: null, at: '12:03', text: 'Thanks!' },
        ],
      },
    });
    expect(text).toContain(
      '[12:01] Robin: In 1932.\n[12:02] Robin has left the session.\n[12:03] You: Thanks!\n',
    );
  });

  it("[R132][R131] takes the library's greeting and text, fills its tokens, and ends with its reply text", async () => {
    const wording = {
      language: 'en',
      custom: {
        greeting: 'Dear {{patron}} & friends,',
        text: '<b>{{ number }}</b> of {{ library }}, {{ group }}',
      },
      replyText: 'Open <daily> at {{ library }}',
    };
    const tokens = { patron: '<Pat>', library: 'Birch', group: 'Evergreen', number: '7' };
    const { subject, text, html } = await templates.letter('answer', {
      wording,
      tokens,
      parts: { written: 'Yes.' },
    });
    expect(subject).toBe('[Question 7] Your answer from Birch');
    expect(text).toBe(
      'Dear <Pat> & friends,\n\n<b>7</b> of Birch, Evergreen\n\nYes.\n\nOpen <daily> at Birch\n\nBirch, Evergreen\n',
    );
    expect(html).toContain('Dear &lt;Pat&gt; &amp; friends,');
    expect(html).toContain('&lt;b&gt;7&lt;/b&gt;');
    expect(html).toContain('Open &lt;daily&gt; at Birch');
  });

  it('[R132] greets a patron of no known name without a gap', async () => {
    const of = async (custom: Wording['custom']) =>
      (
        await templates.letter('answer', {
          wording: { ...inEnglish, custom },
          tokens: { library: 'B' },
          parts: {},
        })
      ).text;
    expect(await of(null)).toMatch(/^Hello,\n/);
    expect(await of({ greeting: 'Dear {{ patron }},', text: '' })).toMatch(/^Dear reader,\n/);
  });

  it('[R103] leaves out a reason that was not given', async () => {
    const said = { number: '12', title: null, library: 'Birch', other: 'Aspen', reason: null };
    const { text, html } = await templates.notice('referral-received', said, 'en');
    expect(text + html).not.toContain('Reason');
    expect(text).toContain('Aspen has referred a question to your library.\n\nQuestion 12\n');
  });

  it('[R133] shows nothing of an account that it is not given', async () => {
    const mail = { ...everything(), parts: { written: 'Yes.' } };
    const { text } = await templates.letter('answer', mail);
    expect(text).not.toContain('What we keep of you');
  });
});
