const common = {
  rootDir: import.meta.dirname,
  // Node imports the suites, so what they share is loaded once a worker and not once a suite.
  runner: 'jest-light-runner',
  setupFiles: ['<rootDir>/libs/testing/typescript.mjs'],
  setupFilesAfterEnv: ['<rootDir>/libs/testing/jest-timeouts.mjs'],
  modulePathIgnorePatterns: ['/dist/', '/.data/', '/.cache/', '/.nx/'],
};
const servers = {
  globalSetup: '<rootDir>/libs/testing/global-setup.mjs',
  globalTeardown: '<rootDir>/libs/testing/global-teardown.mjs',
};
const systems = { globalSetup: '<rootDir>/e2e/global-setup.mjs' };

/** unit: rules, no servers. integration: real PostgreSQL and NATS. e2e: the whole system as processes. pages: npm run
 * test:pages. long: npm run test:long. */
export default {
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['<rootDir>/{libs,services,tools,web}/**/*.spec.ts'],
      testPathIgnorePatterns: ['\\.(int|e2e|pages|long)\\.spec\\.ts$', '/dist/', '/node_modules/'],
    },
    {
      ...common,
      ...servers,
      displayName: 'integration',
      testMatch: ['<rootDir>/{libs,services,e2e}/**/*.int.spec.ts'],
    },
    { ...common, ...systems, displayName: 'e2e', testMatch: ['<rootDir>/{e2e,tools}/**/*.e2e.spec.ts'] },
    { ...common, ...systems, displayName: 'pages', testMatch: ['<rootDir>/e2e/**/*.pages.spec.ts'] },
    { ...common, ...systems, displayName: 'long', testMatch: ['<rootDir>/{e2e,tools}/**/*.long.spec.ts'] },
  ],
  maxWorkers: 2,
  testSequencer: '<rootDir>/tools/longest-first.mjs',
};
