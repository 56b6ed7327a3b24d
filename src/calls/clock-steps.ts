import type { Clock } from '../kernel/clock.js';

/** Less than this is how the two clocks are read one after the other, or a process that had to wait, milliseconds. */
const LEAST_STEP_MS = 500;

/** Notices that somebody has put the wall clock forward or back: the monotonic clock knows how much time has passed. */
export class ClockSteps {
  private wall: number;
  private passed: number;

  constructor(
    private readonly clock: Clock,
    /** Milliseconds since whenever; never put forward or back. */
    private readonly monotonic: () => number,
  ) {
    this.wall = clock.now();
    this.passed = monotonic();
  }

  /** By how much the clock was put forward since the last question, milliseconds; negative: back; 0: not at all. */
  taken(): number {
    const wall = this.clock.now();
    const passed = this.monotonic();
    const step = Math.round(wall - this.wall - (passed - this.passed));
    if (Math.abs(step) <= LEAST_STEP_MS) return 0;
    this.wall = wall;
    this.passed = passed;
    return step;
  }
}
