import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { requests } from '@carrel/contracts';
import { newId } from '@carrel/messaging';
import { answerToText, anyText, textsAtCuts, textsOf, type StaffActor } from '@carrel/testing';
import fc from 'fast-check';
import { Running } from './a-running-service.js';
import { cedar } from './people.js';

const running = new Running();
let cleo: StaffActor, iris: StaffActor;
beforeAll(async () => {
  await running.start();
  cleo = await running.person(cedar, { name: 'Cleo of Cedar' });
  iris = await running.person(cedar, { roles: ['institution-admin'], name: 'Iris of Cedar' });
});
afterAll(() => running.stop());
const as = (actor: StaffActor) => running.service.as(actor);
const http = () => running.service.http;
const runs = Number(process.env.TEXTS ?? 15);

const checked = (property: (text: string, n: number) => Promise<void>) => {
  let n = 0;
  return fc.assert(
    fc.asyncProperty(anyText, (text) => property(text, (n += 1))),
    { numRuns: runs + textsAtCuts.length, examples: textsAtCuts.map((text) => [text]) },
  );
};

/** By every way in which a text of a question is read: the question, the library's list, a mail about it, the export. */
async function isFound(id: string, text: string, email: string): Promise<void> {
  const [shown, listed, exported] = await Promise.all([
    as(cleo).get(`/v1/questions/${id}`),
    as(cleo).get('/v1/queues/new?limit=5'),
    as(iris).post('/v1/exports', { email }),
  ]);
  const letter = await running.requests.ask(requests.questionLetter, { questionId: id, messageId: null });
  expect([shown.status, exported.status]).toEqual([200, 200]);
  expect(textsOf(shown.body)).toContain(text);
  expect(textsOf(letter)).toContain(text);
  expect(listed.status).toBeLessThan(500);
  expect(JSON.stringify(exported.body)).toContain(JSON.stringify(text).slice(1, -1));
}

describe('Text in any letters, cut anywhere, is refused on input or found whole', () => {
  it('[promise 23] as a question by the web form', () =>
    checked(async (text, n) => {
      const email = `form-${n}@patron.example`;
      const body = { text, institutionId: cedar, patron: { name: 'Robin', email } };
      await running.service.db.query('UPDATE rate_limits SET expire = 0');
      const asked = await http().post('/v1/questions', body);
      expect(asked.status).toBe(answerToText(text));
      if (asked.status === 201) await isFound(asked.body.id as string, text, email);
    }));

  it('[promise 23] as a question at the desk, and what librarians write about it', () =>
    checked(async (text, n) => {
      const email = `desk-${n}@patron.example`;
      const patron = { name: 'Robin', email };
      const asked = await as(cleo).post('/v1/questions', {
        text,
        source: 'desk',
        institutionId: cedar,
        patron,
      });
      expect(asked.status).toBe(answerToText(text));
      const plain = { text: 'Why?', source: 'desk', institutionId: cedar, patron };
      const { id } = (asked.status === 201 ? asked : await as(cleo).post('/v1/questions', plain)).body as {
        id: string;
      };
      if (asked.status === 201) await isFound(id, text, email);
      await as(cleo).post(`/v1/questions/${id}/claim`);
      for (const path of ['notes', 'messages', 'clarifications', 'answers']) {
        const { status } = await as(cleo).post(`/v1/questions/${id}/${path}`, { text });
        if (status === 404) continue;
        expect([path, status]).toEqual([path, answerToText(text)]);
        if (status === 201) {
          const read = await as(cleo).get(`/v1/questions/${id}/history?limit=100`);
          const shown = await as(cleo).get(`/v1/questions/${id}`);
          expect([path, ...textsOf(read.body), ...textsOf(shown.body)]).toContain(text);
        }
      }
    }));

  it('[promise 23] as a question by mail, whose text the reader has made plain', () =>
    checked(async (text, n) => {
      if (answerToText(text) !== 201) return;
      const email = `mail-${n}@patron.example`;
      const mailId = newId();
      const { questionId } = await running.requests.ask(requests.mailQuestion, {
        ...{ mailId, institutionId: cedar, patron: { name: 'Robin', email }, subject: null, text },
      });
      await isFound(questionId, text, email);
    }));
});
