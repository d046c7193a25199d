import { ok } from '@carrel/client';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '../api.js';

export type Doing = 'reading' | 'answering' | 'writing';

const SIGN_MS = 10_000;

/** Who else has this question open; one's own page signs at once, and every 10 seconds. */
export function usePresence(id: string, doing: Doing) {
  const path = { params: { path: { id } } };
  const others = useQuery({
    queryKey: ['presence', id, doing],
    queryFn: () => ok(api.questions.PUT('/v1/questions/{id}/presence', { ...path, body: { doing } })),
    refetchInterval: SIGN_MS,
    refetchIntervalInBackground: true,
    staleTime: 0,
    gcTime: 0,
    retry: false,
    placeholderData: (before) => before,
  });
  useEffect(
    () => () => {
      void api.questions.DELETE('/v1/questions/{id}/presence', { params: { path: { id } } }).catch(() => {});
    },
    [id],
  );
  return others.data?.people ?? [];
}
