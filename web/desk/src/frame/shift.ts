import { ok } from '@carrel/client';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '../api.js';
import { useLive } from '../live/store.js';

export type Availability = 'available' | 'away';
export interface ShiftInput {
  readonly availability: Availability;
  readonly queueIds: string[];
  readonly takeOver?: boolean;
  readonly screenName?: string;
  readonly personalLimit?: number;
}

const SIGN_OF_LIFE_MS = 15_000;

export const takeShift = (input: ShiftInput) => ok(api.chat.PUT('/v1/monitor', { body: input }));
export const logOutOfChat = () => ok(api.chat.DELETE('/v1/monitor'));

const readQueues = () => ok(api.chat.GET('/v1/queues'));
export const useQueues = () => useQuery({ queryKey: ['queues'], queryFn: readQueues });
/** A group's own queue and its libraries', for whoever has a role in it. */
export const useQueuesOf = (groupId: string) =>
  useQuery({
    queryKey: ['queues', groupId],
    queryFn: () => ok(api.chat.GET('/v1/queues', { params: { query: { groupId } } })),
    staleTime: 60_000,
  });

/** The shift of this sign-in; `elsewhere` when it belongs to another one of the same account. */
export function useShift() {
  const monitor = useLive(({ desk }) => desk?.monitor);
  const on = monitor !== undefined && monitor.availability !== 'offline';
  return { monitor, known: monitor !== undefined, here: on && monitor.here, elsewhere: on && !monitor.here };
}

/** While the desk is open and on shift, others see that somebody is there. */
export function useSignOfLife(here: boolean): void {
  useEffect(() => {
    if (!here) return;
    const beat = () => void api.chat.PUT('/v1/monitor/heartbeat').catch(() => {});
    const timer = setInterval(beat, SIGN_OF_LIFE_MS);
    return () => clearInterval(timer);
  }, [here]);
}

const readColleagues = () =>
  ok(api.chat.GET('/v1/monitor/colleagues', { params: { query: { limit: 200 } } }));
export const useColleagues = (here: boolean) =>
  useQuery({
    queryKey: ['colleagues'],
    queryFn: readColleagues,
    enabled: here,
    refetchInterval: 8_000,
  });
