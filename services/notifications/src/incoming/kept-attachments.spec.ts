import { describe, expect, it } from '@jest/globals';
import { largestAttachment, shownName } from './domain/attachments.js';
import { keptAttachments } from './kept-attachments.js';

const pdf = Buffer.from('%PDF-1.7\n%%EOF\n');
const kept = async (name: string | null, mediaType: string, content: Uint8Array = pdf) =>
  (await keptAttachments([{ name, mediaType, content }]))[0]!;

describe('An attachment', () => {
  it('is given out by the rule for files: its content decides, whatever mail programs call it', async () => {
    expect(await kept('plan.pdf', 'application/pdf')).toMatchObject({ name: 'plan.pdf', refusal: null });
    expect(await kept('plan.pdf', 'application/octet-stream')).toMatchObject({
      mediaType: 'application/pdf',
    });
    expect(await kept(null, 'application/pdf')).toMatchObject({ name: 'attachment-1.pdf', refusal: null });
  });

  it('is kept by name alone when it is too large, a program or of a kind that is not taken', async () => {
    const large = Buffer.concat([pdf, Buffer.alloc(largestAttachment)]);
    expect(await kept('plan.pdf', 'application/pdf', large)).toMatchObject({
      refusal: 'too-large',
      content: null,
    });
    const refused = { refusal: 'kind-not-allowed', content: null };
    expect(await kept('invoice.pdf.exe', 'application/pdf')).toMatchObject(refused);
    expect(await kept('x.pdf', 'application/pdf', Buffer.from('MZ program'))).toMatchObject(refused);
    expect(await kept('page.txt', 'text/plain', Buffer.from('<html>'))).toMatchObject(refused);
  });

  it('has a name to be shown under', () => {
    expect(shownName('..', 'x/y', 2)).toBe('attachment-2');
    expect([...shownName(`${'ä'.repeat(500)}.pdf`, 'application/pdf', 1)].length).toBe(104);
  });
});
