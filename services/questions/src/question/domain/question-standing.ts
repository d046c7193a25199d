import type { AnswerOf, requests } from '@carrel/contracts';
import type { Question } from './question.js';

export type QuestionStanding = AnswerOf<typeof requests.questionStanding>;

/** Where a question stands, as other services may know it. */
export function standingOf(question: Question): QuestionStanding {
  return {
    questionId: question.id,
    homeInstitutionId: question.homeInstitutionId,
    pooled: question.pooled,
    noContact: question.noContact,
    turnInstitutionId: question.turn?.institutionId ?? null,
    outsideReferralId: question.chain.find((r) => r.outside)?.id ?? null,
    waitingInstitutionIds: question.chain.map((r) => r.senderInstitutionId),
  };
}
