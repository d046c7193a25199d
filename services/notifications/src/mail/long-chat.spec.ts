import { describe, expect, it } from '@jest/globals';
import { carriedChat, IN_MAIL_BYTES } from './long-chat.js';

const words = { said: { patron: 'You', librarian: 'Librarian' } };
const chatOf = (bytes: number) =>
  Array.from({ length: Math.ceil(bytes / 3_000) }, (_, n) => ({
    ...{ from: 'patron' as const, name: null, at: '9:00', text: `${n} ${'€'.repeat(1_000)}` },
  }));
const sent = (attachments: readonly { text: string }[]) =>
  attachments.reduce((sum, { text }) => sum + (Buffer.byteLength(text) * 78) / 57, 0);

describe('A chat that is mailed', () => {
  it('stands in the mail itself while it is short', () => {
    const lines = chatOf(IN_MAIL_BYTES / 2);
    expect(carriedChat(lines, words, 10_000_000)).toEqual({ lines, rest: undefined, attachments: [] });
  });

  it('[promise 29] goes along whole as a file once it is long, with its first part in the mail', () => {
    const all = chatOf(6_500_000);
    const { lines, rest, attachments } = carriedChat(all, words, 10_000_000);
    expect(rest).toBe('attached');
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.length).toBeLessThan(15);
    expect(attachments[0]!.text.split('\r\n')).toHaveLength(all.length + 1);
    expect(attachments[0]!.text.slice(0, 20)).toBe(`[9:00] You: 0 ${'€'.repeat(6)}`);
    expect(sent(attachments)).toBeLessThan(9_600_000);
  });

  it('is cut between lines where the mail would be larger than mail servers take, and says so', () => {
    const { rest, attachments } = carriedChat(chatOf(8_000_000), words, 10_000_000);
    expect(rest).toBe('cut');
    expect(sent(attachments)).toBeLessThan(9_600_000);
    expect(sent(attachments)).toBeGreaterThan(9_500_000);
    expect(attachments[0]!.text).toMatch(/€\r\n$/);
    expect(carriedChat(chatOf(100_000), words, 0)).toMatchObject({ rest: 'cut', attachments: [] });
  });
});
