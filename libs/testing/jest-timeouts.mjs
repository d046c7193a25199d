// jest-light-runner waits for ever, so each test and hook gets its limit as it is declared: one that ends what hangs, and no
// slow machine. What has to be fast measures it.
import { addEventHandler } from 'jest-circus';

const limit = Number(process.env.TEST_TIMEOUT_MS ?? 300_000);

addEventHandler((event, state) => {
  const block = state.currentDescribeBlock;
  if (event.name === 'add_test') bound(block.children.at(-1), event.timeout);
  if (event.name === 'add_hook') bound(block.hooks.at(-1), event.timeout);
});

function bound(declared, milliseconds = limit) {
  const { fn } = declared;
  if (!fn) return;
  declared.fn = async () => {
    let timer;
    const tooLong = new Promise((_, reject) => {
      const error = new Error(`not ended after ${milliseconds} ms`);
      timer = setTimeout(() => reject(error), milliseconds);
    });
    try {
      return await Promise.race([fn(), tooLong]);
    } finally {
      clearTimeout(timer);
    }
  };
}
