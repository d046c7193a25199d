import { describe, expect, it } from '@jest/globals';
import { messages, type Message, type MessageData } from './messages.js';
import { Templates } from './templates.js';

const templates = new Templates();
const hostile = 'Pat<script>alert(1)</script>\r\nBcc: all@example.org\0{{ library }}"\'&';
const letter = { number: '7', library: hostile, patron: hostile, question: hostile, written: hostile };

/** Every value of every message as a hostile patron would fill it. */
const everything: MessageData = {
  'chat-transcript': {
    library: hostile,
    patron: hostile,
    question: hostile,
    date: hostile,
    lines: (['patron', 'librarian', 'system'] as const).map((from) => ({
      from,
      name: hostile,
      at: hostile,
      text: hostile,
    })),
  },
  answer: letter,
  'clarification-request': letter,
  'library-message': letter,
  'new-question': { number: '7', title: hostile, library: hostile },
  'followup-needed': { number: '7', title: hostile, library: hostile },
  'referral-received': { number: '7', title: hostile, library: hostile, other: hostile, reason: hostile },
  'referral-returned': { number: '7', title: hostile, library: hostile, other: hostile, reason: hostile },
  'referral-withdrawn': { number: '7', title: hostile, library: hostile, other: hostile, reason: hostile },
  'answer-sent': { number: '7', title: hostile, library: hostile, other: hostile },
  'question-closed': { number: '7', title: hostile, library: hostile, other: hostile },
};
const renderAll = (message: Message) => templates.render(message, everything[message] as never);

describe('A mail', () => {
  it.each(messages)('%s has a subject of one line, whatever people call themselves', async (message) => {
    const { subject } = await renderAll(message);
    // eslint-disable-next-line no-control-regex
    expect(subject).toMatch(/^[^\x00-\x1f]{5,200}$/);
  });

  it.each(messages)('%s carries no markup, NUL or template of a patron in its HTML', async (message) => {
    const { html, text } = await renderAll(message);
    expect(html).not.toContain('<script>');
    expect(html).toContain('&lt;script&gt;');
    expect(html).toContain('{{ library }}');
    expect(html + text).not.toContain('\0');
  });

  it.each(messages.filter((message) => message !== 'chat-transcript'))(
    '[R131] %s names the question by its number in the subject',
    async (message) => expect((await renderAll(message)).subject).toMatch(/^\[Question 7\] /),
  );

  it('[R45] shows the patron who said what, when', async () => {
    const { text } = await templates.render('chat-transcript', {
      library: 'Birch State University',
      patron: 'Pat',
      question: 'When was the bridge built?',
      date: '2 March 2026',
      lines: [
        { from: 'librarian', name: 'Robin', at: '12:01', text: 'In 1932.' },
        { from: 'system', name: null, at: '12:02', text: 'Robin has left the session.' },
        { from: 'patron', name: null, at: '12:03', text: 'Thanks!' },
      ],
    });
    expect(text).toContain(
      '[12:01] Robin: In 1932.\n[12:02] Robin has left the session.\n[12:03] patron: Thanks!\n',
    );
  });

  it('[R103] leaves out a reason that was not given', async () => {
    const { text, html } = await templates.render('referral-received', {
      number: '12',
      title: null,
      library: 'Birch',
      other: 'Aspen',
      reason: null,
    });
    expect(text + html).not.toContain('Reason');
    expect(text).toContain('Aspen has referred a question to your library.\n\nQuestion 12\n');
  });
});
