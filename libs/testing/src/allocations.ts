import { Session } from 'node:inspector/promises';

interface Node {
  selfSize: number;
  children: Node[];
}

/**
 * Bytes that this process allocates while `work` runs, those that were collected again among them: V8's samples of the heap,
 * one each 4 kB, so that some hundred kilobytes are exact to a few in a hundred. Whoever asks in this process counts too.
 */
export async function bytesAllocated(work: () => Promise<unknown>): Promise<number> {
  const session = new Session();
  session.connect();
  try {
    await session.post('HeapProfiler.startSampling', {
      samplingInterval: 4_096,
      includeObjectsCollectedByMajorGC: true,
      includeObjectsCollectedByMinorGC: true,
    });
    await work();
    const { profile } = await session.post('HeapProfiler.stopSampling');
    const sum = ({ selfSize, children }: Node): number =>
      children.reduce((bytes, child) => bytes + sum(child), selfSize);
    return sum(profile.head);
  } finally {
    session.disconnect();
  }
}
