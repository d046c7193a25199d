import { EventEmitter } from 'node:events';
import { mock } from 'node:test';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Worker, WorkerEvents } from 'graphile-worker';
import type { DataSource } from 'typeorm';
import { DueJobs } from './due-jobs.js';

interface Found {
  due: number;
  next_ms: number | null;
}

describe('Due jobs', () => {
  let looks: ((found: Found) => void)[];
  let events: WorkerEvents;
  let jobs: DueJobs;
  let woken: number;
  const pass = async (ms: number) => {
    await new Promise(setImmediate);
    mock.timers.tick(ms);
    await new Promise(setImmediate);
  };
  const announce = () => events.emit('pool:listen:notification', {} as never);
  const answer = async (found: Found) => {
    looks.at(-1)!([found] as never);
    await pass(0);
  };

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000 });
    [looks, woken] = [[], 0];
    const query = () => new Promise((resolve) => looks.push(resolve as never));
    jobs = new DueJobs({ query } as unknown as DataSource, { waits: () => undefined });
    events = new EventEmitter();
    jobs.follow(events);
    const nudge = () => {
      woken += 1;
      return true;
    };
    events.emit('worker:create', { worker: { nudge, workerPool: {} } as unknown as Worker } as never);
  });
  afterEach(() => {
    jobs.stop();
    mock.timers.reset();
  });

  it('wake a worker for what is due, and look again when the next one is', async () => {
    announce();
    await pass(0);
    await answer({ due: 1, next_ms: 5_000 });
    expect([looks.length, woken]).toEqual([1, 1]);
    await pass(4_999);
    expect(looks).toHaveLength(1);
    await pass(1);
    expect(looks).toHaveLength(2);
  });

  it('are looked for again after an announcement that came while the database was slow to answer', async () => {
    announce();
    await pass(0);
    announce();
    await pass(3_000);
    expect(looks).toHaveLength(1);
    await answer({ due: 0, next_ms: null });
    expect(looks).toHaveLength(2);
    await answer({ due: 1, next_ms: null });
    expect(woken).toBe(1);
    announce();
    await pass(1_000);
    expect(looks).toHaveLength(3);
  });
});
