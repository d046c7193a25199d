import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { newId } from '@carrel/messaging';
import { aReferralsService } from './a-service.js';

/** The running service of the suite, and a librarian each of Aspen, who refers, and of Birch, who receives. */
export let running: Awaited<ReturnType<typeof aReferralsService>>;
export let librarian: ReturnType<typeof running.at>;
export let receiver: ReturnType<typeof running.at>;

/** For a suite: starts it all, and before each test lets questions allow everything. */
export function runsReferrals(): void {
  beforeAll(async () => {
    running = await aReferralsService();
    librarian = running.at(running.libraries.aspen);
    receiver = running.at(running.libraries.birch);
  });
  afterAll(() => running?.stop());
  beforeEach(() => {
    running.questions.standing = {};
    running.questions.refer = () => undefined;
    running.questions.end = ({ referralId }) => [referralId];
  });
}

/** A referral of a new question to Birch, as it is asked for. */
export const toBirch = (more: object = {}) => ({
  questionId: newId(),
  to: { kind: 'cooperative-partner', institutionId: running.libraries.birch },
  ...more,
});
export const rows = async (questionId: string) =>
  running.service.db.query('SELECT id, status FROM referrals WHERE question_id = $1', [questionId]);
