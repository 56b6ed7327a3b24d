import fc from 'fast-check';

import { keyHeard, type Keys } from './feature-keys.js';

/** What a row of keys brings about, one after the other; `.` is a pause of a second, `~` one of six. */
function pressed(row: string): string {
  let keys: Keys | null = null;
  let now = 0;
  const told: string[] = [];
  for (const key of row) {
    if (key === '.' || key === '~') {
      now += key === '.' ? 1_000 : 6_000;
      continue;
    }
    const heard = keyHeard(keys, key, now);
    keys = heard.keys;
    if (heard.act !== null) told.push(Object.values(heard.act).join(' '));
    if (heard.unknown) told.push('unknown');
  }
  return [...told, ...(keys === null ? [] : [`*${keys.typed}…`])].join(', ');
}

// keys, and what they bring about
test.each`
  keys             | told
  ${'*1'}          | ${'hold'}
  ${'*2'}          | ${'retrieve'}
  ${'*31002#'}     | ${'transfer 1002'}
  ${'*42000#'}     | ${'consult 2000'}
  ${'*5'}          | ${'completeTransfer'}
  ${'*6'}          | ${'backFromConsult'}
  ${'*7'}          | ${'conference'}
  ${'*8'}          | ${'swap'}
  ${'*01'}         | ${'mute'}
  ${'*02'}         | ${'unmute'}
  ${'*034001#'}    | ${'askByFlow 4001'}
  ${'*0512#'}      | ${'disposition 12'}
  ${'*05#'}        | ${'unknown'}
  ${'*05'}         | ${'*05…'}
  ${'*91'}         | ${'startRecording'}
  ${'*92'}         | ${'stopRecording'}
  ${'*93'}         | ${'pauseRecording'}
  ${'*94'}         | ${'resumeRecording'}
  ${'1'}           | ${''}
  ${'#123#'}       | ${''}
  ${'*'}           | ${'*…'}
  ${'*9'}          | ${'*9…'}
  ${'*99'}         | ${'unknown'}
  ${'*0#'}         | ${'unknown'}
  ${'*#'}          | ${'unknown'}
  ${'*3#'}         | ${'unknown'}
  ${'*3100*1'}     | ${'hold'}
  ${'*.1'}         | ${'hold'}
  ${'*~1'}         | ${''}
  ${'*3.1.0.0.2#'} | ${'transfer 1002'}
  ${'*310~02#'}    | ${''}
  ${'*1*2'}        | ${'hold, retrieve'}
  ${'*112'}        | ${'hold'}
`('$keys: $told', ({ keys, told }: { keys: string; told: string }) => {
  expect(pressed(keys)).toBe(told);
});

test('whatever is pressed, nothing happens without a star, and what is kept stays short', () => {
  const key = fc.constantFrom(...Array.from('0123456789*#'));
  fc.assert(
    fc.property(fc.array(fc.tuple(key, fc.nat(10_000))), (row) => {
      let keys: Keys | null = null;
      let now = 0;
      let stars = 0;
      for (const [one, after] of row) {
        now += after;
        if (one === '*') stars += 1;
        const heard = keyHeard(keys, one, now);
        keys = heard.keys;
        if (heard.act !== null || heard.unknown) {
          expect(stars).toBeGreaterThan(0);
          expect(keys).toBeNull();
        }
        expect(keys?.typed.length ?? 0).toBeLessThanOrEqual(22);
      }
    }),
  );
});
