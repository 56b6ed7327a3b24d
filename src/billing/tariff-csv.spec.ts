import fc from 'fast-check';

import type { TrunkId } from '../kernel/ids.js';
import { micro, rate, steps, window } from '../../test/fixtures/tariffs.js';
import { checkVersion } from './core/tariff-check.js';
import { csvOfContent, csvTemplate, faultsByLine, readTariffCsv } from './tariff-csv.js';

const CITY = { id: '01890000-0000-7000-8000-000000000001' as TrunkId, name: 'trunk-city' };
const HEAD = 'code,name,direction,prefix,trunk,windows,class,payer,charge_from,setup,free_s,steps,cap,package';

const faultsOf = (text: string) => readTariffCsv(text, [CITY]).faults.map(({ path, text: { en } }) => `${path}: ${en}`);

test('a table of rates is read as people write it', () => {
  const text = `\ufeffcode;prefix;steps;trunk;windows;cap\r\nbj;010;0.15/60;;;\r\n;"0""2";0+180: 0.2/180, 180+60: 0.1/60;;;\r\n`;
  expect(faultsOf(text)).toEqual(['lines.3: Column steps cannot be read: 0+180: 0.2/180, 180+60: 0.1/60']);
  const two =
    'prefix\tsteps\ttrunk\twindows\n010\t0+180: 0.2/180; 180+60: 0.1/60\ttrunk-city\tworkday+6 8:00-18:00; * 18:00-08:00\n';
  expect(readTariffCsv(two, [CITY]).content.rates).toEqual([
    rate({
      ...{ code: 'r2', name: '', direction: 'outbound', prefix: '010', trunkId: CITY.id },
      windows: [window('workday 6 08:00-18:00'), window('18:00-08:00')],
      steps: steps('180 at 0.2/180, from 180: 60 at 0.1/60'),
    }),
  ]);
});

test.each([
  ['', 'lines.1: Column prefix is missing'],
  ['code,prefix\n1,2', 'lines.1: Column steps is missing'],
  [`${HEAD},color`, 'lines.1: Unknown column color'],
  ['prefix,steps\n010,0.15/60,more', 'lines.2: It has more cells than the head'],
  ['prefix,steps\n010,', 'lines.2: Column steps cannot be read: '],
  ['prefix,steps\n\n010,a lot', 'lines.3: Column steps cannot be read: a lot'],
  ['prefix,steps,setup\n010,1/60,1e3', 'lines.2: Column setup cannot be read: 1e3'],
  ['prefix,steps,cap\n010,1/60,0.0000001', 'lines.2: Column cap cannot be read: 0.0000001'],
  ['prefix,steps,free_s\n010,1/60,ten', 'lines.2: Column free_s cannot be read: ten'],
  ['prefix,steps,direction\n010,1/60,up', 'lines.2: Column direction cannot be read: up'],
  ['prefix,steps,class\n010,1/60,dear', 'lines.2: Column class cannot be read: dear'],
  ['prefix,steps,trunk\n010,1/60,trunk-moon', 'lines.2: Column trunk cannot be read: trunk-moon'],
  ['prefix,steps,windows\n010,1/60,sometimes', 'lines.2: Column windows cannot be read: sometimes'],
  ['prefix,steps,windows\n010,1/60,8 08:00-18:00', 'lines.2: Column windows cannot be read: 8 08:00-18:00'],
])('%j: %s', (text, fault) => {
  expect(faultsOf(text)[0]).toBe(fault);
});

test('a line break within quotes does not make the lines after it another number', () => {
  expect(faultsOf('prefix,steps,name\n010,1/60,"two\nlines"\n011,none,x')).toEqual([
    'lines.4: Column steps cannot be read: none',
  ]);
});

test('a name that a spreadsheet would take for a formula is written so that it is none', () => {
  expect(csvOfContent({ rates: [rate({ name: '=1+1' })] }, [])).toContain(",'=1+1,");
});

test('what the rates say is wrong is told at their lines, and only what does not take the whole version to see', () => {
  const text = `${HEAD}
a,A,outbound,1x,,25:00-18:00,normal,tenant,person,0,0,0.1/60,,
b,B,outbound,2,,* 8:00-25:00,normal,tenant,person,0,0,0.1/60,,
c,��,outbound,3,,,normal,tenant,person,0,0,0.1/60,,none
d,D,outbound,4,,,normal,tenant,person,0,0,0.1/60,,
d,D,outbound,4,,,normal,tenant,person,0,0,0.1/60,,`;
  const read = readTariffCsv(text.replace('25:00-18:00', '* 09:00-18:00'), []);
  expect(read.faults).toEqual([]);
  expect(faultsByLine(read).map(({ path, code }) => `${path} ${code.replace('billing.tariff_', '')}`)).toEqual([
    'lines.2 prefix',
    'lines.3 time',
    'lines.6 code_twice',
    'lines.4 unreadable_name',
  ]);
});

test('a line without a class has the class of its numbers', () => {
  const text = 'prefix,steps\n00852,1/60\n0016,1/60\n168,1/60\n0101603,1/60\n1790900,1/60\n021,1/60\n,1/60';
  expect(readTariffCsv(text, []).content.rates.map(({ rateClass }) => rateClass)).toEqual([
    ...['international', 'international', 'premium', 'premium', 'international', 'normal', 'normal'],
  ]);
});

test('the template is a tariff as it stands', () => {
  const read = readTariffCsv(csvTemplate(), []);
  expect([...read.faults, ...checkVersion(read.content)]).toEqual([]);
});

test('what is written is what is read', () => {
  const text = fc.string({ maxLength: 20 }).map((one) => one.replaceAll(/\r/g, '').replace(/^\s*'/, '').trim());
  const amount = fc.integer({ min: 0, max: 5_000_000 }).map(String);
  const rates = fc.array(
    fc.record({
      name: text,
      prefix: fc.stringMatching(/^[0-9]{0,8}$/),
      setupMicro: amount,
      freeS: fc.nat(600),
      capMicro: fc.option(amount),
      trunkId: fc.constantFrom(null, CITY.id),
    }),
    { minLength: 1 },
  );
  fc.assert(
    fc.property(rates, (given) => {
      const content = {
        rates: given.map((one, n) =>
          rate({ ...one, code: `c${n}`, windows: n % 2 === 0 ? [] : [window('1 holiday 22:00-06:00')] }),
        ),
      };
      const { faults, content: back } = readTariffCsv(csvOfContent(content, [CITY]), [CITY]);
      expect({ faults, back }).toEqual({ faults: [], back: { holidays: [], workdays: [], packages: [], ...content } });
    }),
  );
  expect(micro('0.15')).toBe('150000');
});
