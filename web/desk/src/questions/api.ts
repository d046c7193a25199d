import { ok } from '@carrel/client';
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
  'id' | 'number' | 'subject' | 'source' | 'status' | 'assignee' | 'waitingOn'
> &
  Pick<
    Question,
    | 'handledBy'
    | 'patronInstitutionId'
    | 'noContact'
    | 'practice'
    | 'dueAt'
    | 'createdAt'
    | 'updatedAt'
    | 'topic'
  >;

export const useQuestion = (id: string) =>
  useQuery({ queryKey: ['question', id], queryFn: () => readQuestion(id), refetchInterval: 20_000 });

/** What one knows of a question and of lists is asked anew after something was done. */
export function useFresh(id: string): () => void {
  const queries = useQueryClient();
  return () => {
    void queries.invalidateQueries({ queryKey: ['question', id] });
    void queries.invalidateQueries({ queryKey: ['questions'] });
    void queries.invalidateQueries({ queryKey: ['chain', id] });
  };
}

export const lists = ['active', 'new', 'pending', 'referred', 'answered', 'closed', 'all'] as const;
export type List = (typeof lists)[number] | 'shared-followup';
