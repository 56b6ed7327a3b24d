/** One transformer for all projects: ES modules as they are, decorators with the metadata that NestJS injects by. */
const project = (displayName, testMatch, testTimeout = 5000) => ({
  displayName,
  testTimeout,
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testMatch,
  testEnvironment: 'node',
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  setupFiles: ['<rootDir>/test/jest-global.mjs'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  // Sources import with the ending that the built file has; the tests run the sources.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: 'inline',
        module: { type: 'es6' },
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', tsx: false, decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          keepClassNames: true,
        },
      },
    ],
  },
});

export default {
  projects: [
    project('unit', ['<rootDir>/src/**/*.spec.ts']),
    project('architecture', ['<rootDir>/test/architecture/**/*.spec.ts'], 60_000),
    project('medium', ['<rootDir>/test/medium/**/*.spec.ts'], 60_000),
    {
      ...project('e2e', ['<rootDir>/test/e2e/**/*.e2e.spec.ts'], 60_000),
      globalSetup: '<rootDir>/test/fixtures/box/global-setup.mjs',
    },
    {
      ...project('cluster', ['<rootDir>/test/cluster/**/*.cluster.spec.ts'], 120_000),
      globalSetup: '<rootDir>/test/fixtures/box/global-setup.mjs',
    },
    project('simulation', ['<rootDir>/test/{simulation,theory}/**/*.spec.ts'], 180_000),
  ],
};
