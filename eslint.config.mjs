import eslint from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import ts from 'typescript';

const MULTIPLYING = new Set(['*', '/', '%', '**', '*=', '/=', '%=', '**=']);
const FLOAT_MAKERS = new Set(['Number', 'parseFloat', 'parseInt', 'Math']);

/**
 * Where money is counted nothing can become a float: no fractions are written, nothing is made a number of a text or a
 * bigint, and only bigints are multiplied and divided. Whole seconds have their file for that. Amounts as
 * texts (…Micro) are not put together by a plus that was meant to add them.
 */
const exactMoney = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      fraction: 'No fractions where money is counted: amounts are whole millionths.',
      conversion: '{{name}} makes a float, or could: amounts stay bigint (kernel/money.ts).',
      arithmetic: '{{operator}} only between bigints here; whole seconds are multiplied and divided in whole.ts.',
      concatenation: 'A plus puts the digits of amounts together: microOf() makes them such as can be added.',
    },
  },
  create(context) {
    const { esTreeNodeToTSNodeMap, program } = context.sourceCode.parserServices;
    const checker = program.getTypeChecker();
    const consistsOf = (node, flags) => {
      const type = checker.getTypeAtLocation(esTreeNodeToTSNodeMap.get(node));
      return (type.isUnion() ? type.types : [type]).every((part) => (part.flags & flags) !== 0);
    };
    const arithmetic = (node) => {
      const { operator, left, right } = node;
      if (MULTIPLYING.has(operator)) {
        const exact = [left, right].every((side) => consistsOf(side, ts.TypeFlags.BigIntLike));
        if (!exact) context.report({ node, messageId: 'arithmetic', data: { operator } });
      } else if (operator === '+' || operator === '+=') {
        const amounts = [left, right].some(
          (side) => /Micro$/.test(side.name ?? side.property?.name ?? '') && consistsOf(side, ts.TypeFlags.StringLike),
        );
        if (amounts) context.report({ node, messageId: 'concatenation' });
      }
    };
    const conversion = (node, name) => context.report({ node, messageId: 'conversion', data: { name } });
    return {
      BinaryExpression: arithmetic,
      AssignmentExpression: arithmetic,
      UnaryExpression: (node) => {
        if (node.operator === '+') conversion(node, 'A plus before a value');
      },
      Literal: (node) => {
        if (typeof node.value === 'number' && !Number.isSafeInteger(node.value)) {
          context.report({ node, messageId: 'fraction' });
        }
      },
      Identifier: (node) => {
        const { parent } = node;
        const isMember = parent.type === 'MemberExpression' && parent.property === node && !parent.computed;
        if (isMember) return;
        if (!FLOAT_MAKERS.has(node.name)) return;
        // Number.isSafeInteger() and its like only look, Math.min() and max() only choose.
        const chooses = parent.type === 'MemberExpression' && /^(is[A-Z]|m(in|ax)$)/.test(parent.property.name ?? '');
        if (!chooses) conversion(node, node.name);
      },
      'MemberExpression > Identifier.property': (node) => {
        if (/^to(Fixed|Precision|Exponential)$/.test(node.name)) conversion(node, node.name);
      },
    };
  },
};

/**
 * Length of functions and files is test/architecture/tidy.spec.ts's, which knows the list of old debts; walls between
 * rooms are dependency-cruiser's.
 */
export default defineConfig(
  globalIgnores(['dist/', 'node_modules/', 'test-artefacts/', '.callrack/']),
  {
    // A rule is changed here, where everybody sees it, not by a comment in the file that breaks it.
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [eslint.configs.recommended, tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      // A new event or state must be answered everywhere; a default branch does not count as an answer.
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: false, requireDefaultForNonUnion: false },
      ],
      // NestJS modules are classes with nothing in them but their decorator.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // NestJS declares its option objects as classes, and everybody gives it literals.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-ignore': true, 'ts-nocheck': true, 'ts-expect-error': true, 'ts-check': false },
      ],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'A thing has one name everywhere: no default exports.' },
      ],
    },
  },
  {
    files: ['**/*.spec.ts', 'test/**/*.ts'],
    rules: {
      // Bodies of HTTP answers and untyped witnesses are looked at by assertions, not by the compiler.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['src/billing/core/**/*.ts', 'src/kernel/money.ts', 'src/kernel/charge.ts'],
    ignores: ['src/billing/core/whole.ts', '**/*.spec.ts'],
    plugins: { callrack: { rules: { 'exact-money': exactMoney } } },
    rules: { 'callrack/exact-money': 'error' },
  },
  {
    // AdminJS takes a component as the default export of its file.
    files: ['src/console/components/*.tsx'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    // Programs for a terminal speak to people on standard output.
    files: ['test/bench/**', 'test/simulation/**', 'test/theory/**', 'appliance/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    extends: [eslint.configs.recommended],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'Buffer',
          'URL',
          'URLSearchParams',
          'AbortController',
          'AbortSignal',
          'fetch',
          'performance',
          'setTimeout',
          'clearTimeout',
          'setInterval',
          'clearInterval',
          'setImmediate',
          'TextDecoder',
          'TextEncoder',
          'structuredClone',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { module: 'writable', exports: 'writable', require: 'readonly', __dirname: 'readonly' },
    },
  },
);
