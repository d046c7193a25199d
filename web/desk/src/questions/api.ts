import { CarrelProblem, ok } from '@carrel/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../api.js';

const readQuestion = async (id: string) => {
  const question = await ok(api.questions.GET('/v1/questions/{id}', { params: { path: { id } } }));
  if (!('history' in question)) throw new Error('That is what a patron sees.');
  return question;
};
export type Question = Extract<Awaited<ReturnType<typeof readQuestion>>, { history: unknown }>;
export type Row = Pick<
  Question,
  | 'id'
  | 'number'
  | 'subject'
  | 'source'
  | 'status'
  | 'assignee'
  | 'waitingOn'
  | 'handledBy'
  | 'patronInstitutionId'
  | 'patronInstitutionName'
  | 'offeredTo'
  | 'noContact'
  | 'practice'
  | 'mark'
  | 'dueAt'
  | 'createdAt'
  | 'updatedAt'
  | 'topic'
  | 'codes'
>;

export const useQuestion = (id: string) =>
  useQuery({ queryKey: ['question', id], queryFn: () => readQuestion(id), refetchInterval: 20_000 });

const readChain = async (id: string) => {
  try {
    return await ok(api.referrals.GET('/v1/chains/{id}', { params: { path: { id } } }));
  } catch (error) {
    // Who reads the question by its transcript alone sees no chain.
    if (error instanceof CarrelProblem && error.status < 500) return null;
    throw error;
  }
};
export type Hop = NonNullable<Awaited<ReturnType<typeof readChain>>>['hops'][number];
export const useChain = (id: string) =>
  useQuery({ queryKey: ['chain', id], queryFn: () => readChain(id), refetchInterval: 30_000 });

/** What one knows of a question and of lists is asked anew after something was done. */
export function useFresh(id: string): () => void {
  const queries = useQueryClient();
  return () => {
    for (const queryKey of [['question', id], ['questions'], ['chain', id], ['mails', id]])
      void queries.invalidateQueries({ queryKey });
  };
}

const readColleagues = () => ok(api.admin.GET('/v1/colleagues', { params: { query: { limit: 200 } } }));
/** Who works at one's own library. */
export const useColleagues = () =>
  useQuery({ queryKey: ['colleagues'], queryFn: readColleagues, staleTime: 300_000 });

export const lists = ['active', 'new', 'pending', 'referred', 'answered', 'closed', 'all'] as const;
export type List = (typeof lists)[number] | 'shared-followup';
export const at = ({ id }: { id: string }) => ({ params: { path: { id } } });
