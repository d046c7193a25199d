import { ok } from '@carrel/client';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api } from '../api.js';
import { useMe } from '../frame/me.js';

const readQueue = (week: string, reviewed: boolean, cursor: string | undefined) =>
  ok(
    api.questions.GET('/v1/review-queue', {
      params: { query: { week, reviewed, limit: 100, ...(cursor ? { cursor } : {}) } },
    }),
  );
export type ToReview = Awaited<ReturnType<typeof readQueue>>['items'][number];
export const useQueue = (week: string, reviewed: boolean) =>
  useInfiniteQuery({
    queryKey: ['review', 'queue', week, reviewed],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => readQueue(week, reviewed, pageParam),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

const readFeedback = (cursor: string | undefined) =>
  ok(api.questions.GET('/v1/feedback', { params: { query: { limit: 50, ...(cursor ? { cursor } : {}) } } }));
export const useFeedback = () =>
  useInfiniteQuery({
    queryKey: ['review', 'feedback'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => readFeedback(pageParam),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

const readReviews = (id: string) =>
  ok(api.questions.GET('/v1/questions/{id}/reviews', { params: { path: { id } } }));
export type Review = Awaited<ReturnType<typeof readReviews>>['items'][number];
export const useReviews = (id: string) =>
  useQuery({ queryKey: ['review', 'of', id], queryFn: () => readReviews(id) });

export interface Behaviour {
  readonly key: string;
  readonly label: string;
}
/** What a review looks for, as the subscription group has set it. */
export function useChecklist() {
  const { data: me } = useMe();
  const group = me?.groups.find(({ kind }) => kind === 'subscription')?.id;
  return useQuery({
    queryKey: ['review', 'checklist', group],
    enabled: group !== undefined,
    staleTime: 300_000,
    queryFn: async () => {
      const path = { id: group!, key: 'review-checklist' as const };
      const value = await ok(api.admin.GET('/v1/groups/{id}/settings/{key}', { params: { path } }));
      return (value as unknown as { items: Behaviour[] }).items;
    },
  });
}
