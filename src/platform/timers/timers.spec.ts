import { Timers } from './timers.js';

describe('timers', () => {
  let now = 0;
  let fired: [string, number][] = [];
  let timers: Timers;

  beforeEach(() => {
    jest.useFakeTimers();
    now = 1000;
    fired = [];
    timers = new Timers({ now: () => now }, (key, dueAt) => fired.push([key, dueAt]));
  });

  afterEach(() => {
    timers.stop();
    jest.useRealTimers();
  });

  const pass = (ms: number): void => {
    now += ms;
    jest.advanceTimersByTime(ms);
  };

  it('fires once, when it is due', () => {
    timers.set('a', 1500);
    pass(499);
    expect(fired).toEqual([]);
    pass(1);
    pass(5000);
    expect(fired).toEqual([['a', 1500]]);
  });

  it('set again: only the later instant counts', () => {
    timers.set('a', 1500);
    timers.set('a', 2000);
    pass(600);
    expect(fired).toEqual([]);
    pass(400);
    expect(fired).toEqual([['a', 2000]]);
  });

  it('cancelled or stopped: never fires', () => {
    timers.set('a', 1500);
    timers.set('b', 1500);
    timers.cancel('a');
    timers.stop();
    pass(1000);
    expect(fired).toEqual([]);
  });

  it('the clock was set back meanwhile: waits on instead of firing early', () => {
    timers.set('a', 1500);
    now -= 300;
    pass(500);
    expect(fired).toEqual([]);
    pass(300);
    expect(fired).toEqual([['a', 1500]]);
  });

  it('due in two months: waits in stages', () => {
    timers.set('a', 1000 + 60 * 86_400_000);
    pass(59 * 86_400_000);
    expect(fired).toEqual([]);
    pass(86_400_000);
    expect(fired).toHaveLength(1);
  });
});
