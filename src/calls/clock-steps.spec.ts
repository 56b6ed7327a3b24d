import { ClockSteps } from './clock-steps.js';

describe('steps of the wall clock', () => {
  let wall = 1_790_000_000_000;
  let passed = 50;
  const steps = (): ClockSteps => new ClockSteps({ now: () => wall }, () => passed);
  const pass = (ms: number): void => {
    wall += ms;
    passed += ms;
  };

  test('time that passes is no step, however much it is', () => {
    const clock = steps();
    pass(86_400_000);
    expect(clock.taken()).toBe(0);
  });

  test('put forward, and back: each is told once', () => {
    const clock = steps();
    pass(10_000);
    wall += 3_600_000;
    expect(clock.taken()).toBe(3_600_000);
    expect(clock.taken()).toBe(0);
    pass(10_000);
    wall -= 7_200_000;
    expect(clock.taken()).toBe(-7_200_000);
    expect(clock.taken()).toBe(0);
  });

  test('half a second is not told; two of them are', () => {
    const clock = steps();
    wall += 500;
    expect(clock.taken()).toBe(0);
    wall += 500;
    expect(clock.taken()).toBe(1000);
  });
});
