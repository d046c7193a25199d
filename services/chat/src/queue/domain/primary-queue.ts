import { Aggregate } from '@carrel/kernel';

/** The queue of a library that has asked to start its service: published once (R124). */
export class PrimaryQueue extends Aggregate {
  static setUp(queueId: string, institutionId: string, now: Date): PrimaryQueue {
    const queue = Object.assign(new PrimaryQueue(), { id: queueId });
    queue.record('queue.set-up.v1', { queueId, institutionId }, now);
    return queue;
  }
}
