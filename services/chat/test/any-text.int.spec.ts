import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answerToText, anyText, patron, textsAtCuts, textsOf } from '@carrel/testing';
import fc from 'fast-check';
import { Cooperative, type Asked, type Desk } from './a-cooperative.js';

let cooperative: Cooperative;
let birch: Desk, aspen: Desk;
beforeAll(async () => {
  cooperative = await Cooperative.open();
  birch = await cooperative.librarian('birch', { name: 'Bo Birch' });
  aspen = await cooperative.librarian('aspen', { name: 'Ada Aspen' });
  await birch.monitor();
  await aspen.monitor();
});
afterAll(() => cooperative.close());

const checked = (property: (text: string) => Promise<void>) =>
  fc.assert(fc.asyncProperty(anyText, property), {
    numRuns: Number(process.env.TEXTS ?? 15) + textsAtCuts.length,
    examples: textsAtCuts.map((text) => [text]),
  });

/** The places of a request where a text of the patron stands. */
const asking = (place: 'question' | 'field' | 'name', text: string) => ({
  institutionId: cooperative.institution.cedar,
  patron: { name: place === 'name' ? text : 'Robin', email: 'robin@patron.example' },
  question: place === 'question' ? text : 'Where is it?',
  fields: place === 'field' ? { topic: text } : {},
});

async function accepted(): Promise<Asked> {
  const asked = await cooperative.ask('cedar');
  expect((await birch.at().post(`/v1/sessions/${asked.id}/accept`)).status).toBe(200);
  return asked;
}

describe('Whatever text comes into a chat, in whatever letters and cut wherever, it is refused at the door or found whole', () => {
  it.each(['question', 'field'] as const)('[promise 23] as the %s of a request', (place) =>
    checked(async (text) => {
      const { status, body } = await cooperative.chat.http.post('/v1/sessions', asking(place, text));
      expect(status).toBe(answerToText(text));
      if (status !== 201) return;
      const seen = await birch.at().get(`/v1/sessions/${body.id}`);
      expect(textsOf(seen.body)).toContain(text);
      await cooperative.chat.as(patron(body.token as string)).delete(`/v1/sessions/${body.id}`);
    }),
  );

  it('[promise 23] as a line of either side, for both', async () => {
    const asked = await accepted();
    const path = `/v1/sessions/${asked.id}/messages`;
    let n = 0;
    await checked(async (text) => {
      for (const side of [asked, birch]) {
        const clientId = `line-${(n += 1)}`;
        const sent = await side.at().post(path, { text, clientId });
        expect(sent.status).toBe(answerToText(text));
        if (sent.status !== 201) continue;
        const after = `${path}?after=${(sent.body.seq as number) - 1}`;
        for (const reader of [asked, birch])
          expect(textsOf((await reader.at().get(after)).body)).toContain(text);
      }
    });
  });

  it('[promise 23] as an instant message between librarians', () =>
    checked(async (text) => {
      // After 40 s without a call she would be gone.
      await aspen.monitor();
      const toLibrarianId = aspen.accountId;
      const sent = await birch.at().post('/v1/instant-messages', { toLibrarianId, text });
      expect(sent.status).toBe(answerToText(text));
      if (sent.status !== 201) return;
      const read = await aspen.at().get(`/v1/instant-messages?with=${birch.accountId}`);
      expect(textsOf(read.body)).toContain(text);
    }));
});
