import type { ResolutionCode } from '@carrel/contracts';
import { v7 as newId } from 'uuid';
import { afterChat, askedByForm, type EndedChat } from '../src/question/domain/opening.js';
import type { HomeRules } from '../src/question/domain/home-rules.js';
import type { Actor } from '../src/question/domain/people.js';
import type { Question } from '../src/question/domain/question.js';
import { type Referring, referQuestion } from '../src/question/domain/referring.js';
import { cedar, later, noon } from './people.js';

export const rules: HomeRules = { sharedFollowup: true, dueHours: 72 };
const robin = { name: 'Robin Reader', email: 'robin@patron.example' };
let number = 0;

/** The chat of a patron of Cedar, ended by the librarian with the code. */
export function chatEnded(
  resolution: ResolutionCode,
  by: Pick<Actor, 'accountId' | 'institutionId'>,
  more: Partial<EndedChat> = {},
  home: HomeRules = rules,
): Question {
  const chat = {
    id: newId(),
    number: String(++number),
    institutionId: cedar,
    patron: robin,
    text: 'May a landlord keep a deposit for painting?',
    sessionId: newId(),
    resolution,
    endedBy: 'librarian' as const,
    librarianId: by.accountId,
    librarianInstitutionId: by.institutionId,
    practice: false,
    endedAt: noon,
    said: true,
    ...more,
  };
  return afterChat(chat, home, noon);
}

/** A question on Cedar's web form. */
export function asked(more: { email?: string | null; institutionId?: string } = {}): Question {
  const { email = robin.email, institutionId = cedar } = more;
  const patron = { name: robin.name, email };
  return askedByForm(
    { id: newId(), number: String(++number), institutionId, patron, text: 'Why?' },
    rules,
    noon,
  );
}

export const referral = (more: Partial<Referring> = {}): Referring => ({
  id: newId(),
  kind: 'subscription-partner',
  reason: 'Your collection is better than ours',
  noContactConfirmed: false,
  ...more,
});

/** An expert with an account of the given id, or an address when there is none. */
export const consulting = (expertAccountId: string | null = null): Referring =>
  referral({ kind: expertAccountId ? 'expert' : 'email-partner', expertAccountId });

export const letter = (text = 'Which county is it?') => ({ id: newId(), text });

export const answer = (
  text = 'Not for ordinary wear.',
  deliveredBy: 'mail' | 'telephone' | 'desk' = 'mail',
) => ({
  id: newId(),
  text,
  deliveredBy,
});

/** Refers the question to each library in turn, by whoever has it; the referrals' ids in order. */
export function referredOn(question: Question, ...path: [Actor, string][]): string[] {
  return path.map(([actor, to]) => {
    const referring = referral();
    referQuestion(question, actor, to, referring, later(1));
    return referring.id;
  });
}
