import { describe, expect, it } from '@jest/globals';
import { worstBytes } from './bounds.js';
import { requests, type RequestName } from './requests.js';

/** Answers in pages: as many items as fit into half a contract, and what stands beside them. */
const paged: Readonly<Partial<Record<RequestName, string>>> = {
  sessionTranscript: 'lines',
  sessionNotes: 'notes',
  patronDeliveries: 'deliveries',
  patronSessions: 'sessions',
};
const pageBytes = 500_000;
/** What a schema cannot say: which of two parts is there. */
const instead: Readonly<Partial<Record<RequestName, readonly object[]>>> = {
  questionLetter: [
    // A question that came by mail answers no form, one of the web form is shorter; an answer is shorter than either.
    without(requests.questionLetter.answer, { fields: 2, messageText: 200_000 }),
    without(requests.questionLetter.answer, { questionText: 80_000, messageText: 200_000 }),
  ],
};

/** The schema with other bounds in bytes for some of its fields. */
function without(schema: object, bytes: Readonly<Record<string, number>>): object {
  const { properties } = schema as { properties: Record<string, object> };
  const others = Object.entries(bytes).map(([name, most]) => [
    name,
    { type: 'string', pattern: '^[a-z]{1}$', maxLength: most },
  ]);
  return { ...schema, properties: { ...properties, ...Object.fromEntries(others) } };
}

const worst = (schema: object) => {
  const found: string[] = [];
  return { bytes: worstBytes(schema, undefined, (path) => found.push(path), '', 'sent'), found };
};
const sides = (Object.keys(requests) as RequestName[]).flatMap((name) => [
  [name, 'question'] as const,
  [name, 'answer'] as const,
]);

describe('What one service asks another', () => {
  it.each(sides)('%s: the largest %s fits into one message', (name, side) => {
    const contract = requests[name];
    const list = side === 'answer' ? paged[name] : undefined;
    const schemas = side === 'answer' && instead[name] ? instead[name] : [contract[side]];
    for (const schema of schemas) {
      const { bytes, found } = worst(list ? without(schema, { [list]: pageBytes }) : schema);
      expect(found).toEqual([]);
      expect(bytes).toBeLessThanOrEqual(contract.mostBytes);
    }
    expect(contract.mostBytes).toBeLessThan(1_048_576 - 16_384);
  });
});
