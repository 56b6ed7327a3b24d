import fc from 'fast-check';

import { accessNumber, agent, demonstration, extension, queue, tenant } from '../../../test/fixtures/node-config.js';
import type { TenantId } from '../../kernel/ids.js';
import { indexConfig } from './node-config.js';
import { codeOf, readDialled } from './telephone-dial.js';

const ACME = 'acme' as TenantId;
const DIRECTORY = indexConfig(
  demonstration({
    tenants: [tenant('acme'), tenant('other')],
    extensions: [extension('acme', '8001'), extension('acme', '2000'), extension('other', '8009')],
    agents: [agent('acme', '1001'), agent('acme', '8001'), agent('other', '1009')],
    queues: [queue('acme', '2000'), queue('acme', '2001'), queue('other', '3000')],
    accessNumbers: [accessNumber('acme', '95001', { to: 'hangUp' }), accessNumber('other', '95009', { to: 'hangUp' })],
  }),
);

/** What was dialled on a telephone of acme, in one line. */
function read(dialled: string): string {
  const found = readDialled(dialled, ACME, DIRECTORY);
  return found.kind === 'code'
    ? Object.values(found.code)
        .map((part) => part ?? '-')
        .join(' ')
    : Object.values(found)
        .map((part) => (typeof part === 'string' ? part : part.to))
        .join(' ');
}

// dialled, and what it is
test.each`
  dialled            | is
  ${'1001'}          | ${'agent a1001'}
  ${'8001'}          | ${'agent a8001'}
  ${'2000'}          | ${'extension x2000'}
  ${'2001'}          | ${'queue q2001'}
  ${'95001'}         | ${'access hangUp'}
  ${'1009'}          | ${'nobody'}
  ${'8009'}          | ${'nobody'}
  ${'3000'}          | ${'nobody'}
  ${'95009'}         | ${'outside 95009'}
  ${'13900000001'}   | ${'outside 13900000001'}
  ${'13900000001#'}  | ${'outside 13900000001'}
  ${'+493012345678'} | ${'outside 00493012345678'}
  ${'110'}           | ${'outside 110'}
  ${''}              | ${'nobody'}
  ${'#'}             | ${'nobody'}
  ${'sip:bob'}       | ${'nobody'}
  ${'139@evil'}      | ${'nobody'}
  ${'*70'}           | ${'signIn -'}
  ${'*70#'}          | ${'signIn -'}
  ${'*701001'}       | ${'signIn 1001'}
  ${'*71'}           | ${'signOut'}
  ${'*72'}           | ${'ready'}
  ${'*73'}           | ${'notReady -'}
  ${'*732'}          | ${'notReady 2'}
  ${'*73123'}        | ${'notReady 123'}
  ${'*731234'}       | ${'unknownCode'}
  ${'*7312'}         | ${'notReady 12'}
  ${'*75'}           | ${'unknownCode'}
  ${'*7542'}         | ${'disposition 42'}
  ${'*7512345'}      | ${'unknownCode'}
  ${'*74'}           | ${'tellState'}
  ${'*8'}            | ${'pickUp -'}
  ${'*81001'}        | ${'pickUp 1001'}
  ${'*8*'}           | ${'unknownCode'}
  ${'*'}             | ${'unknownCode'}
  ${'*1'}            | ${'unknownCode'}
`('$dialled is $is', ({ dialled, is }: { dialled: string; is: string }) => {
  expect(read(dialled)).toBe(is);
});

test('whatever is dialled is understood as something, and only digits ever leave the house', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9*#+]{0,20}$/)), (dialled) => {
      const found = readDialled(dialled, ACME, DIRECTORY);
      if (found.kind === 'outside') expect(found.number).toMatch(/^[0-9]{1,32}$/);
      if (dialled.startsWith('*')) expect(['code', 'unknownCode']).toContain(found.kind);
    }),
  );
});

test('a code is the same however often it is read, and a number is none', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9]{0,20}$/), (digits) => {
      expect(codeOf(digits)).toBeNull();
      expect(codeOf(`*${digits}`)).toEqual(codeOf(`*${digits}`));
    }),
  );
});
