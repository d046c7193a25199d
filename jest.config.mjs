const common = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['carrel-source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['@swc/jest', { configFile: `${import.meta.dirname}/.swcrc` }] },
  modulePathIgnorePatterns: ['/dist/', '/.data/', '/.cache/', '/.nx/'],
};
const servers = {
  globalSetup: '<rootDir>/libs/testing/global-setup.mjs',
  globalTeardown: '<rootDir>/libs/testing/global-teardown.mjs',
};

/** unit: rules, no servers. integration: real PostgreSQL and NATS. e2e: the whole system as processes. long: npm run test:long. */
export default {
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['<rootDir>/{libs,services,tools,web}/**/*.spec.ts'],
      testPathIgnorePatterns: ['\\.(int|e2e|long)\\.spec\\.ts$', '/dist/', '/node_modules/'],
    },
    {
      ...common,
      ...servers,
      displayName: 'integration',
      testMatch: ['<rootDir>/{libs,services,e2e}/**/*.int.spec.ts'],
    },
    { ...common, displayName: 'e2e', testMatch: ['<rootDir>/{e2e,tools}/**/*.e2e.spec.ts'] },
    { ...common, displayName: 'long', testMatch: ['<rootDir>/{e2e,tools}/**/*.long.spec.ts'] },
  ],
  testTimeout: 60_000,
  maxWorkers: 2,
  // Modules of ended suites stay in a worker's memory; a new worker costs less than walking through gigabytes.
  workerIdleMemoryLimit: '1.5GB',
};
