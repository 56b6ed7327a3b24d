import { Logger } from '@nestjs/common';

import { ToldOnce } from './told-once.js';

it('what fails is told once for each reason, and that it is well again once', async () => {
  const logger = new Logger('test');
  const told: unknown[] = [];
  jest.spyOn(logger, 'warn').mockImplementation((text: unknown) => told.push(text));
  jest.spyOn(logger, 'log').mockImplementation((text: unknown) => told.push(text));
  const once = new ToldOnce(logger);
  const outcomes = ['', 'away', 'away', 'full', '', ''];
  const went: boolean[] = [];
  for (const outcome of outcomes) {
    went.push(
      await once.attempt('the door', () => (outcome === '' ? Promise.resolve() : Promise.reject(new Error(outcome)))),
    );
  }
  expect(went).toEqual([true, false, false, false, true, true]);
  expect(told).toEqual(['the door: away', 'the door: full', 'the door: well again']);
});
