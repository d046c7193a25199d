import { describe, expect, it } from '@jest/globals';
import { belongingOf, numberIn, type SentMail, type Traces } from './threading.js';

const sent = (more: Partial<SentMail> = {}): SentMail => ({
  deliveryId: 'd1',
  recipient: 'pat@example.org',
  toPatron: true,
  questionId: 'q1',
  referralId: null,
  institutionId: 'aspen',
  ...more,
});
const traces = (more: Partial<Traces> = {}): Traces => ({
  from: 'Pat@Example.org',
  token: null,
  sent: [],
  earlier: [],
  numbered: null,
  ...more,
});
const numbered = {
  questionId: 'q3',
  patronAddress: 'pat@example.org',
  advisers: [{ address: 'expert@uni.example', referralId: 'r3' }],
};

describe('A mail belongs', () => {
  it('[B15] to what its address was made for, before what it refers to, before the number in its subject', () => {
    const all = { token: sent(), sent: [sent({ questionId: 'q2' })], numbered };
    expect(belongingOf(traces(all))).toEqual({ to: 'question', questionId: 'q1', by: 'token' });
    expect(belongingOf(traces({ ...all, token: null }))).toEqual({
      to: 'question',
      questionId: 'q2',
      by: 'references',
    });
    expect(belongingOf(traces({ numbered }))).toEqual({ to: 'question', questionId: 'q3', by: 'subject' });
    expect(
      belongingOf(traces({ earlier: [{ questionId: 'q4', referralId: null, sender: 'pat@example.org' }] })),
    ).toEqual({
      to: 'question',
      questionId: 'q4',
      by: 'references',
    });
  });

  it('[R101] to the referral, when an expert or e-mail partner was asked', () => {
    const asked = sent({ toPatron: false, referralId: 'r1', recipient: 'pat@example.org' });
    expect(belongingOf(traces({ token: asked }))).toEqual({
      to: 'referral',
      questionId: 'q1',
      referralId: 'r1',
      by: 'token',
    });
    expect(belongingOf(traces({ from: 'expert@uni.example', numbered }))).toMatchObject({
      to: 'referral',
      referralId: 'r3',
      by: 'subject',
    });
  });

  it('to nothing, when nothing points anywhere', () => {
    expect(belongingOf(traces())).toEqual({ to: 'nothing' });
  });
});

describe('A mail waits for a person', () => {
  it.each([
    [
      '[B15] from another sender than the one the address was made for',
      { token: sent({ recipient: 'other@example.org' }) },
      'sender-differs',
    ],
    [
      "[F17] from a stranger who refers to somebody's mail",
      { sent: [sent({ recipient: 'other@example.org' })] },
      'stranger',
    ],
    [
      'from a stranger who refers to a mail from outside',
      { earlier: [{ questionId: 'q', referralId: null, sender: 'other@example.org' }] },
      'stranger',
    ],
    [
      '[B15] from a stranger who only knows the number',
      { numbered: { ...numbered, patronAddress: 'other@example.org' } },
      'stranger',
    ],
    [
      'whose address somebody made up, even from the right sender',
      { token: 'forged' as const, sent: [sent()], numbered },
      'forged-token',
    ],
    ['that answers a notice to a library', { sent: [sent({ toPatron: false })] }, 'answer-to-notice'],
    ['about what is no question yet', { token: sent({ questionId: null }) }, 'question-unknown'],
    ['to an address whose mail is forgotten', { token: 'forgotten' as const }, 'question-unknown'],
    ['that names no sender', { from: null, token: sent() }, 'no-sender'],
    ['whose recipient is forgotten', { token: sent({ recipient: null }) }, 'sender-differs'],
  ])('%s', (_, more, reason) => {
    expect(belongingOf(traces(more))).toMatchObject({ to: 'review', reason });
  });
});

describe('The number in a subject', () => {
  it('is found as our mails carry it', () => {
    expect(numberIn('Re: AW: [Question 100482] Your answer')).toBe('100482');
    expect(numberIn('[question  7]')).toBe('7');
    expect(numberIn('RE: [Pregunta 7] Respuesta')).toBe('7');
    expect(numberIn('AW: [Frage 7] Die Antwort')).toBe('7');
    expect(numberIn('Question 7')).toBeNull();
  });
});
