import { availableParallelism } from 'node:os';
import { join } from 'node:path';

import { sleep } from './children.ts';
import { cpuBetween, cpuOf, machineBusyS, ownTreeS, sumOf, type CpuByPart } from './cpu.ts';
import { RECORDED, UNRECORDED, type Ports } from './layout.ts';
import { IN_TIME_MS, IN_TIME_SHARE, type Plan } from './plan.ts';
import { judgeRecordings, LEAST_HEARD, type RecordingQuality } from './recordings.ts';
import { highestPassing } from './search.ts';
import type { Side } from './side.ts';
import { percentile, SippRun, type Load, type Outcome } from './sipp.ts';

/** Up to this share of the calls with a retransmission, a try that failed is made once more. */
const STRAY_SHARE = 0.02;

/** Of the rate found, what is tried for longer until it passes. */
const CONFIRMED_SHARES = [1, 0.92, 0.84, 0.7, 0.5];

/** One try. */
export interface Step {
  readonly what: 'calls per second' | 'recorded at once';
  readonly load: number;
  readonly holdMs: number;
  readonly passed: boolean;
  readonly placed: number;
  readonly completed: number;
  readonly mostAtOnce: number;
  readonly answerP95Ms: number | null;
  readonly retransmissions: number;
  readonly cpuS: CpuByPart;
  /** Share of the machine's cores that was taken by what has nothing to do with this run. */
  readonly othersShare: number;
  readonly recordings?: RecordingQuality;
}

/** What one side can do. */
export interface Figures {
  /** Calls per second that were sustained; 0 when none were. */
  readonly cps: number;
  /** At that rate. */
  readonly answerP95Ms: number | null;
  readonly retransmissions: number;
  /** Of all processes, at the common rate without recording. */
  readonly cpuSPerCall: number;
  readonly cpuSPerCallByPart: CpuByPart;
  readonly answerP95MsAtCommonRate: number | null;
  /** Recorded conversations at once. */
  readonly recordedConcurrent: number;
  /** Of all processes but the encoder, per second of recorded conversation, at the first number tried. */
  readonly cpuSPerRecordedSecond: number | null;
  /** Encoding after the call, per second of recorded conversation; null where it was not over in time. */
  readonly encodingCpuSPerRecordedSecond: number | null;
  readonly versions: Readonly<Record<string, string>>;
  /** The highest `othersShare` of all tries: above some hundredths the figures are those of a disturbed machine. */
  readonly othersShare: number;
  readonly steps: readonly Step[];
}

export interface MeasureOptions {
  readonly plan: Plan;
  readonly folder: string;
  readonly ports: Ports;
  readonly say: (line: string) => void;
}

/** Takes all measures of one side that runs. */
export class Measurement {
  private readonly side: Side;
  private readonly options: MeasureOptions;
  private readonly steps: Step[] = [];
  private runs = 0;

  constructor(side: Side, options: MeasureOptions) {
    this.side = side;
    this.options = options;
  }

  async take(): Promise<Figures> {
    const { plan } = this.options;
    await this.rate(plan.commonPerSecond, plan.warmUpS);
    this.steps.length = 0;
    const common = await this.rate(plan.commonPerSecond, plan.commonS);
    const sustained = await this.searchRate();
    const first = await this.recorded(plan.recorded.start, sustained?.load ?? 0);
    const encoding = await this.encodingCpu(first);
    const recordedConcurrent = await this.searchRecorded(first, sustained?.load ?? 0);
    const perCall = (seconds: number): number => round(seconds / Math.max(1, common.completed), 5);
    return {
      cps: sustained?.load ?? 0,
      answerP95Ms: sustained?.answerP95Ms ?? null,
      retransmissions: sustained?.retransmissions ?? 0,
      cpuSPerCall: perCall(sumOf(common.cpuS)),
      cpuSPerCallByPart: Object.fromEntries(Object.entries(common.cpuS).map(([part, s]) => [part, perCall(s)])),
      answerP95MsAtCommonRate: common.answerP95Ms,
      recordedConcurrent,
      ...encoding,
      versions: await this.side.versions(),
      othersShare: Math.max(...this.steps.map((step) => step.othersShare)),
      steps: this.steps,
    };
  }

  private async searchRate(): Promise<Step | null> {
    const { plan } = this.options;
    const hasTime = clock(plan.searchS);
    const passes = async (load: number): Promise<boolean> =>
      (await this.twice(() => this.rate(load, plan.stepS))).passed;
    const found = await highestPassing(plan.callsPerSecond, passes, hasTime);
    if (plan.confirmS === 0) return this.lastPassed(found);
    for (const share of CONFIRMED_SHARES) {
      const load = Math.floor(found * share);
      if (load < plan.callsPerSecond.least) break;
      const confirmed = await this.twice(() => this.rate(load, plan.confirmS));
      if (confirmed.passed) return confirmed;
    }
    return null;
  }

  private async searchRecorded(first: Step, sustained: number): Promise<number> {
    const { plan } = this.options;
    const hasTime = clock(plan.searchS);
    const passes = async (load: number): Promise<boolean> => {
      if (load === first.load && first.passed) return true;
      return (await this.twice(() => this.recorded(load, sustained))).passed;
    };
    return highestPassing(plan.recorded, passes, hasTime);
  }

  private lastPassed(load: number): Step | null {
    return this.steps.findLast((step) => step.passed && step.load === load && step.what === 'calls per second') ?? null;
  }

  /** A try that failed by a stray retransmission is made once more: the machine has other things to do as well. */
  private async twice(attempt: () => Promise<Step>): Promise<Step> {
    const first = await attempt();
    const { passed, completed, placed, retransmissions, answerP95Ms } = first;
    const inTime = completed === placed && answerP95Ms !== null && answerP95Ms <= IN_TIME_MS;
    const stray = inTime && retransmissions <= placed * STRAY_SHARE;
    return passed || !stray ? first : attempt();
  }

  private async rate(perSecond: number, seconds: number): Promise<Step> {
    const { holdMs } = this.options.plan;
    const calls = perSecond * seconds;
    const { ringMs } = this.options.plan;
    const load: Load = { dialled: UNRECORDED, calls, perSecond, holdMs, ringMs, sound: false };
    const { outcome, ...used } = await this.place(load);
    return this.note({
      what: 'calls per second',
      load: perSecond,
      holdMs,
      passed: isClean(outcome, calls),
      ...told(outcome),
      ...used,
    });
  }

  private async recorded(atOnce: number, sustained: number): Promise<Step> {
    const { plan, say } = this.options;
    const perSecond = Math.max(1, Math.min(plan.rampPerSecond, sustained / 2));
    const holdMs = Math.round((atOnce / perSecond) * 1000) + plan.plateauMs;
    await this.side.forgetRecordings();
    const load: Load = { dialled: RECORDED, calls: atOnce, perSecond, holdMs, ringMs: plan.ringMs, sound: true };
    const { outcome, ...used } = await this.place(load);
    const recordings = await judgeRecordings(
      this.side,
      atOnce,
      holdMs - (plan.skills ? plan.ringMs : 0),
      plan.recordingsLooked,
    );
    const whole = recordings.made >= atOnce && recordings.worst >= LEAST_HEARD;
    if (!whole) say(`  recordings: ${JSON.stringify(recordings)}`);
    return this.note({
      what: 'recorded at once',
      load: atOnce,
      holdMs,
      passed: isClean(outcome, atOnce) && whole && outcome.mostAtOnce >= atOnce * 0.97,
      ...told(outcome),
      ...used,
      recordings,
    });
  }

  private async place(load: Load): Promise<{ outcome: Outcome; cpuS: CpuByPart; othersShare: number }> {
    const { folder, ports } = this.options;
    await this.side.makeReady();
    this.runs += 1;
    const run = new SippRun(join(folder, `${this.side.name}-${String(this.runs)}`), ports);
    let cpuS: CpuByPart = {};
    let othersShare = 0;
    let isAlive = true;
    const outcome = await run.place(load, async (work) => {
      const before = cpuOf(this.side.parts());
      const othersBefore = machineBusyS() - ownTreeS();
      const beganAt = performance.now();
      await work();
      // What follows the last hang-up belongs to the calls: records shipped, files closed.
      await sleep(1000);
      try {
        cpuS = cpuBetween(before, cpuOf(this.side.parts()));
      } catch (error) {
        isAlive = false;
        this.options.say(`  ${this.side.name}: ${String(error)}; started afresh for the next try`);
      }
      const coreS = ((performance.now() - beganAt) / 1000) * availableParallelism();
      othersShare = round(Math.max(0, machineBusyS() - ownTreeS() - othersBefore) / coreS, 3);
    });
    return { outcome: { ...outcome, collapsed: outcome.collapsed || !isAlive }, cpuS, othersShare };
  }

  private async encodingCpu(
    step: Step,
  ): Promise<Pick<Figures, 'cpuSPerRecordedSecond' | 'encodingCpuSPerRecordedSecond'>> {
    const before = cpuOf(this.side.parts());
    const settled = await this.side.settle(this.options.plan.encodingPatienceMs);
    const after = cpuBetween(before, cpuOf(this.side.parts()));
    const recordedS = (step.completed * step.holdMs) / 1000;
    const encoder = step.cpuS.encoder ?? 0;
    if (recordedS === 0) return { cpuSPerRecordedSecond: null, encodingCpuSPerRecordedSecond: null };
    return {
      cpuSPerRecordedSecond: round((sumOf(step.cpuS) - encoder) / recordedS, 5),
      encodingCpuSPerRecordedSecond: settled ? round((encoder + (after.encoder ?? 0)) / recordedS, 5) : null,
    };
  }

  private note(step: Step): Step {
    this.steps.push(step);
    const cpu = Object.entries(step.cpuS).map(([part, seconds]) => `${part} ${seconds.toFixed(1)}`);
    this.options.say(
      `  ${this.side.name}: ${step.load} ${step.what}: ${step.passed ? 'passed' : 'FAILED'}; ` +
        `${step.completed}/${step.placed} calls, 95 % answered within ${step.answerP95Ms ?? '-'} ms, ` +
        `${step.retransmissions} retransmissions, CPU s ${cpu.join(', ')}, others ${Math.round(step.othersShare * 100)} %`,
    );
    return step;
  }
}

function isClean(outcome: Outcome, calls: number): boolean {
  const p95 = percentile(outcome.answerMs, IN_TIME_SHARE);
  return (
    !outcome.collapsed &&
    outcome.completed === calls &&
    outcome.reached === calls &&
    outcome.retransmissions === 0 &&
    p95 !== null &&
    p95 <= IN_TIME_MS
  );
}

function told(outcome: Outcome): Pick<Step, 'placed' | 'completed' | 'mostAtOnce' | 'answerP95Ms' | 'retransmissions'> {
  const { placed, completed, mostAtOnce, retransmissions, answerMs } = outcome;
  return { placed, completed, mostAtOnce, retransmissions, answerP95Ms: percentile(answerMs, IN_TIME_SHARE) };
}

function clock(seconds: number): () => boolean {
  const endAt = performance.now() + seconds * 1000;
  return () => performance.now() < endAt;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
