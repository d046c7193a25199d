import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

/** Imports a floor may not make, as one pattern with the reason an author reads. */
const fence = (files, ignores, regex, message) => ({
  files,
  ignores,
  rules: { 'no-restricted-imports': ['error', { patterns: [{ regex, message }] }] },
});
const specs = ['**/*.spec.ts'];

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '.data/**',
      '.cache/**',
      '.nx/**',
      'docs/openapi/**',
      'libs/client/generated/**',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    languageOptions: {
      globals: { process: 'readonly', console: 'readonly', fetch: 'readonly', URL: 'readonly' },
    },
    rules: {
      'no-undef': 'off',
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/no-extraneous-class': 'off',
      eqeqeq: ['error', 'always'],
      'no-console': 'off',
    },
  },
  {
    files: ['libs/*/src/**/*.ts', 'services/*/src/**/*.ts'],
    rules: { 'no-console': 'error' },
  },
  {
    // Whoever counts by address counts an IPv6 subscriber's whole /64.
    files: ['libs/*/src/**/*.ts', 'services/*/src/**/*.ts'],
    ignores: ['libs/web/src/network.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: "MemberExpression[property.name='ip']", message: 'networkOfCaller(request) counts.' },
      ],
    },
  },

  {
    files: ['**/*.spec.ts', 'e2e/**/*.ts', '{libs,services,tools}/**/test/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...[
          'CallExpression[callee.name=/^(it|before|after)(All|Each)?$/] > Literal[value<=300000]',
          "CallExpression[callee.callee.object.name='it'] > Literal[value<=300000]",
        ].map((selector) => ({
          selector,
          message: 'Every test and hook has 5 minutes (jest-timeouts.mjs); what has to be fast measures it.',
        })),
      ],
    },
  },

  {
    files: ['services/*/src/**/*.queries.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'TemplateElement[value.raw=/\\b(INSERT INTO|DELETE FROM|UPDATE \\w+( AS \\w+| \\w+)? SET)\\b/i]',
          message: 'What is written stands in *.repository.ts (ADR 40).',
        },
      ],
    },
  },

  // Between projects: the floors of CONTRIBUTING.md, by tag.
  {
    files: ['libs/**/*.ts', 'services/**/*.ts', 'tools/**/*.ts', 'web/**/*.{ts,tsx}'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: false,
          allow: [],
          checkDynamicDependenciesExceptions: ['.*'],
          // Tests of these libs use the testing lib, which starts what they build; their sources do not.
          ignoredCircularDependencies: ['messaging', 'directory', 'web'].flatMap((lib, _, libs) =>
            [...libs, 'testing'].filter((other) => other !== lib).map((other) => [lib, other]),
          ),
          depConstraints: [
            { sourceTag: 'floor:contracts', onlyDependOnLibsWithTags: [] },
            { sourceTag: 'floor:client', onlyDependOnLibsWithTags: ['floor:contracts'] },
            { sourceTag: 'floor:ui', onlyDependOnLibsWithTags: [] },
            {
              sourceTag: 'floor:pages',
              onlyDependOnLibsWithTags: ['floor:client', 'floor:ui', 'floor:contracts'],
            },
            { sourceTag: 'floor:kernel', onlyDependOnLibsWithTags: ['floor:contracts'] },
            {
              sourceTag: 'floor:messaging',
              onlyDependOnLibsWithTags: ['floor:kernel', 'floor:contracts', 'floor:testing', 'floor:tools'],
            },
            {
              sourceTag: 'floor:directory',
              onlyDependOnLibsWithTags: [
                'floor:messaging',
                'floor:kernel',
                'floor:contracts',
                'floor:testing',
                'floor:web',
              ],
            },
            {
              sourceTag: 'floor:web',
              onlyDependOnLibsWithTags: [
                'floor:messaging',
                'floor:kernel',
                'floor:contracts',
                'floor:testing',
                'floor:tools',
              ],
            },
            {
              sourceTag: 'floor:testing',
              onlyDependOnLibsWithTags: [
                'floor:web',
                'floor:messaging',
                'floor:kernel',
                'floor:contracts',
                'floor:tools',
              ],
            },
            {
              sourceTag: 'floor:tools',
              onlyDependOnLibsWithTags: ['floor:client', 'floor:contracts', 'floor:kernel'],
            },
            {
              sourceTag: 'floor:service',
              onlyDependOnLibsWithTags: [
                'floor:contracts',
                'floor:kernel',
                'floor:messaging',
                'floor:directory',
                'floor:web',
                'floor:testing',
              ],
            },
          ],
        },
      ],
    },
  },
  {
    // The TypeScript twin of the rule, so that the fences below do not replace it.
    files: ['libs/{contracts,kernel,messaging,web,directory}/src/**/*.ts', 'services/*/src/**/*.ts'],
    ignores: specs,
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '^@carrel/(testing|tools)$', message: 'Only tests may use the testing lib.' },
            {
              regex: '^@carrel/(admin|chat|questions|referrals|notifications)($|/)',
              message: 'Services speak through events and request contracts only.',
            },
          ],
        },
      ],
    },
  },
  fence(
    ['libs/contracts/src/**/*.ts'],
    specs,
    '^(?!typebox$|ajv|\\./)',
    'Contracts are plain schemas: TypeBox and ajv only.',
  ),
  fence(
    ['libs/kernel/src/**/*.ts'],
    specs,
    '^(?!@carrel/contracts$|temporal-polyfill$|@orama/stemmers/|pluralize$|node:url$|\\./)',
    'The kernel stands on contracts, the calendar, stemmers and the rules of domain names alone.',
  ),

  fence(
    ['web/*/src/**/*.{ts,tsx}'],
    specs,
    '^@carrel/(?!client$|ui($|/))',
    'Pages know the HTTP interface by its client and nothing else of Carrel.',
  ),

  // Inside a service.
  fence(
    ['services/*/src/**/domain/**/*.ts'],
    specs,
    '^(?!@carrel/(kernel|contracts)$|temporal-polyfill$|\\./|(\\.\\./)+([a-z-]+/)?domain/)',
    'The domain knows kernel, contracts, the calendar and itself: no Nest, no TypeORM, no I/O.',
  ),
  {
    files: ['services/*/src/**/domain/**/*.ts'],
    ignores: specs,
    rules: {
      'no-restricted-globals': ['error', 'process', 'fetch', 'setTimeout', 'setInterval'],
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'Time is an argument.',
        },
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: 'Time is an argument.',
        },
        {
          selector: "MemberExpression[object.name='Temporal'][property.name='Now']",
          message: 'Time is an argument.',
        },
        {
          selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
          message: 'Chance is an argument.',
        },
      ],
    },
  },
  fence(
    ['services/*/src/**/persistence/**/*.ts'],
    // A data source lists the libs' migrations beside its own.
    [...specs, '**/persistence/data-source.ts'],
    '(^@carrel/web$|/(http|events)/|\\.service\\.js$|\\.module\\.js$)',
    'Persistence knows the domain, messaging, contracts and TypeORM.',
  ),
  fence(
    ['services/*/src/**/{http,events}/**/*.ts'],
    specs,
    '(^typeorm$|^pg$|/persistence/|\\.module\\.js$)',
    'Controllers and reactions call the service; they never touch persistence.',
  ),
);
