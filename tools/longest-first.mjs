import Sequencer from '@jest/test-sequencer';

/** Suites that jest, where it has not seen them before, takes for short by the size of their files. */
const long = [
  'e2e/permissions.e2e.spec.ts',
  'tools/test/pages.e2e.spec.ts',
  'libs/messaging/test/poison.int.spec.ts',
  'libs/messaging/test/record.int.spec.ts',
  'libs/web/test/process.int.spec.ts',
  'services/chat/test/model.int.spec.ts',
];

/** The long suites begin first: one that begins last runs alone, and half of the machine waits for it. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const isLong = ({ path }) => long.some((suite) => path.endsWith(suite));
    const sorted = super.sort(tests);
    return [...sorted.filter(isLong), ...sorted.filter((test) => !isLong(test))];
  }
}
