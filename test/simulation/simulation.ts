import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { uuidV7, type CallId } from '../../src/kernel/ids.js';
import type { Fact } from '../../src/kernel/domain-events.js';
import { SqliteJournal } from '../../src/platform/journal/sqlite-journal.js';
import { Agenda } from './agenda.js';
import { AsteriskModel } from './asterisk-model.js';
import { Audit } from './audit.js';
import { Checkers } from './checkers.js';
import { Dice } from './dice.js';
import { Engine } from './engine.js';
import { drawFaults, noFaultCounts, type FaultCounts, type FaultProfile } from './faults.js';
import { JournalInGroups } from './journal-in-groups.js';
import { Callers, Telephones } from './people.js';
import { Customers } from './customers.js';
import { Shifts } from './shifts.js';
import { Site } from './site.js';
import { Troubles } from './troubles.js';
import { Violations, type Violation } from './violations.js';
import { Wire } from './wire.js';

export interface SimulationOptions {
  readonly seed: number;
  readonly calls: number;
  /** Overrides what the seed would have drawn. */
  readonly faults?: FaultProfile;
  /** Many turns a transaction: for long runs. */
  readonly journalInGroups?: boolean;
  readonly trace?: (line: string) => void;
}

export interface SimulationResult {
  readonly counts: SimulationCounts;
  readonly violations: readonly Violation[];
}

/** What happened, the same for the same seed. */
export interface SimulationCounts {
  readonly seed: number;
  readonly arrived: number;
  readonly calls: number;
  readonly records: number;
  /** Of these, calls that agents placed. */
  readonly placed: number;
  readonly connected: number;
  /** Refusals for want of room. */
  readonly overQuota: number;
  readonly lost: Readonly<Record<string, number>>;
  readonly recordings: number;
  readonly charges: number;
  /** Warnings and ends for want of money. */
  readonly warned: number;
  readonly endedForMoney: number;
  /** Of these, for the limit of an hour or a day. */
  readonly endedForSpending: number;
  readonly refusedForMoney: number;
  readonly refusedAtNight: number;
  /** Of limits, hours, days and nights, and of balances. */
  readonly alarms: number;
  /** Looks at what Asterisk had been told of a call whose money ends, and calls that it ended by itself. */
  readonly backstopsSeen: number;
  readonly backstopEnds: number;
  readonly agents: number;
  readonly turns: number;
  readonly facts: number;
  readonly commands: number;
  readonly virtualS: number;
  /** Bridges without anybody in them that nobody took down. */
  readonly emptyBridges: number;
  readonly faults: FaultCounts;
  readonly violations: number;
  /** SHA-256 of all facts in their order. */
  readonly digest: string;
}

const START = 1_750_000_000_000;
const AUDIT_EVERY_MS = 1500;
/** So often the hall looks after itself. */
const CHECK_EVERY_MS = 10_000;
/** Longer than three periodic pictures, guards and wrap-up together: then nothing may be left. */
const DRAIN_MS = 260_000;

/** Memory where there is some: how fast a disk is at checkpoints is not what is tried here. */
const FOLDER = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** Runs one seed from the first call to the last channel gone. */
export function simulate(options: SimulationOptions): SimulationResult {
  const folder = mkdtempSync(join(FOLDER, 'callrack-simulation-'));
  try {
    return new Simulation(options, join(folder, 'calls.db')).run();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

class Simulation {
  private readonly agenda = new Agenda(START);
  private readonly dice: Dice;
  private readonly faults: FaultProfile;
  private readonly counts = noFaultCounts();
  private readonly troubles = new Troubles();
  private readonly violations = new Violations(this.agenda);
  private readonly site: Site;
  private readonly wire: Wire;
  private readonly model: AsteriskModel;
  private readonly callers: Callers;
  private readonly customers: Customers;
  private readonly telephones: Telephones;
  /** Ids of calls that agents place. */
  private readonly placedIds: Dice;
  private readonly checkers: Checkers;
  private readonly audit: Audit;
  private readonly engine: Engine;
  private over = false;

  constructor(
    private readonly options: SimulationOptions,
    private readonly journalFile: string,
  ) {
    const dice = new Dice(options.seed);
    this.dice = dice;
    this.faults = options.faults ?? drawFaults(dice.fork());
    const agents = dice.weighted([2, dice.between(1, 20)], [3, dice.between(50, 300)]);
    this.site = new Site(dice.fork(), { agents }, START);
    const { agenda, site, troubles, violations } = this;
    this.wire = new Wire(agenda, dice.fork(), this.faults, this.counts, troubles);
    const model = (): AsteriskModel => this.model;
    const ids = dice.fork();
    this.placedIds = dice.fork();
    const telephones = new Telephones(agenda, dice.fork(), model, (endpoint, reachable) => {
      this.telephoneIs(endpoint, reachable);
    });
    this.telephones = telephones;
    this.customers = new Customers(agenda, dice.fork(), model);
    this.callers = new Callers(agenda, dice.fork(), site, model);
    this.model = new AsteriskModel(
      agenda,
      dice.fork(),
      {
        emit: (event) => this.wire.emit(event),
        promptStarted: (channel, lengthMs) => this.callers.hears(channel, lengthMs),
        bridged: (channel) => (channel.dialledByUs ? telephones.talks(channel) : this.callers.talks(channel)),
        telephoneCalled: (channel) =>
          site.isTrunk(channel.endpoint) ? this.customers.isCalled(channel) : telephones.called(channel),
        absurd: (what) => violations.report('no-absurd-commands', what),
      },
      () => uuidV7(agenda.now(), ids.bytes(10)) as CallId,
      (endpoint) => telephones.isRegistered(endpoint),
    );
    this.wire.attach(this.model);
    this.checkers = new Checkers(violations, troubles, this.model, this.counts);
    this.audit = new Audit(violations, troubles, this.model, this.checkers);
    this.engine = this.newEngine();
  }

  private newEngine(): Engine {
    const { agenda, site, wire, faults, counts, troubles, violations, checkers, options, journalFile } = this;
    const { trace } = options;
    return new Engine({
      agenda,
      dice: this.dice.fork(),
      site,
      wire,
      faults,
      counts,
      troubles,
      violations,
      checkers,
      openJournal: () => {
        const journal = new SqliteJournal(journalFile, agenda, 0);
        return options.journalInGroups === true ? new JournalInGroups(journal) : journal;
      },
      lines: () =>
        site.telephones.map((endpoint) => ({ endpoint, reachable: !this.telephones.unregistered.has(endpoint) })),
      trace: (line) => trace?.(`${String(agenda.now() - START)} ${line()}`),
    });
  }

  run(): SimulationResult {
    const { agenda, engine } = this;
    engine.start();
    const everyMs = this.dice.pick([150, 400, 1000, 2500]);
    const { site, customers, placedIds } = this;
    new Shifts({ agenda, engine, site, customers, placedIds, isOver: () => this.over }).begin(everyMs, this.dice);
    this.callsCome(this.options.calls, everyMs);
    this.every(AUDIT_EVERY_MS, AUDIT_EVERY_MS, () => {
      this.audit.run(engine.hall, engine.armed, agenda.now());
      if (engine.hall !== null) this.checkers.credit.lookAtBackstops(engine.hall, agenda.now());
    });
    const dice = this.dice.fork();
    const unlessOver = (what: () => void) => (): void => {
      if (!this.over) what();
    };
    this.every(
      10_000,
      40_000,
      unlessOver(() => engine.take({ type: 'config.changed', config: this.site.change() })),
    );
    this.every(
      5_000,
      60_000,
      unlessOver(() => this.somebodyHangsUpACall(dice)),
    );
    this.every(
      1_000,
      20_000,
      unlessOver(() => this.telephones.comesOrGoes(dice.pick(this.site.telephones))),
    );
    this.every(CHECK_EVERY_MS, CHECK_EVERY_MS, () => engine.checkHall());
    if (this.faults.awayEveryMs > 0)
      this.everyAround(
        this.faults.awayEveryMs,
        unlessOver(() => this.goAway(dice)),
      );
    if (this.faults.restartEveryMs > 0) {
      this.everyAround(
        this.faults.restartEveryMs,
        unlessOver(() => this.restartAsterisk(dice)),
      );
    }
    while (!this.over) agenda.runUntil(agenda.now() + 1000);
    this.wire.quiet = true;
    this.callers.everybodyHangsUp(5000);
    this.customers.everybodyHangsUp(5000);
    agenda.runUntil(agenda.now() + DRAIN_MS);
    return this.result();
  }

  private result(): SimulationResult {
    const { engine, checkers, violations } = this;
    const { hall } = engine;
    checkers.atEnd();
    if (hall === null) violations.report('the-engine-lives', 'it does not');
    else {
      this.audit.atEnd(hall);
      engine.compareWithJournal();
    }
    engine.close();
    const facts = this.factsOnDisk();
    return { counts: this.countsOf(facts), violations: violations.found };
  }

  private countsOf(facts: readonly Fact[]): SimulationCounts {
    const { checkers, options } = this;
    const digest = createHash('sha256');
    for (const fact of facts) digest.update(JSON.stringify(fact));
    return {
      seed: options.seed,
      arrived: this.callers.arrived,
      calls: checkers.calls.stories.size,
      records: checkers.calls.records,
      placed: checkers.placed.size,
      connected: checkers.connected,
      overQuota: checkers.quotas.refused,
      lost: checkers.lost,
      recordings: checkers.recordingsMade,
      charges: checkers.money.charges,
      warned: checkers.credit.warned,
      endedForMoney: checkers.credit.ended,
      endedForSpending: checkers.credit.endedForSpending,
      refusedForMoney: checkers.credit.refused,
      refusedAtNight: checkers.credit.refusedAtNight,
      alarms: checkers.credit.alarms,
      backstopsSeen: checkers.credit.backstopsSeen,
      backstopEnds: checkers.credit.backstopEnds,
      agents: this.site.allAgents.length,
      turns: this.engine.turns,
      facts: facts.length,
      commands: this.wire.commandsDone,
      virtualS: Math.round((this.agenda.now() - START) / 1000),
      emptyBridges: this.model.bridges.size,
      faults: this.counts,
      violations: this.violations.count,
      digest: digest.digest('hex'),
    };
  }

  private factsOnDisk(): Fact[] {
    const journal = new SqliteJournal(this.journalFile, this.agenda, 0);
    try {
      const facts = journal.factsAfter(0, 10_000_000).map((entry) => entry.fact);
      const { factCount } = this.checkers;
      this.violations.check(facts.length === factCount, 'every-fact-is-kept', () => `${facts.length} of ${factCount}`);
      return facts;
    } finally {
      journal.close();
    }
  }

  /** Callers come one by one; when the last one has had time to go, the run is over. */
  private callsCome(count: number, everyMs: number): void {
    const { agenda, dice } = this;
    let at = agenda.now() + 3000;
    const cadence = dice.fork();
    for (let call = 0; call < count; call += 1) {
      at += cadence.around(everyMs);
      agenda.at(at, () => this.callers.call());
    }
    agenda.at(at + 120_000, () => {
      this.over = true;
    });
  }

  private somebodyHangsUpACall(dice: Dice): void {
    const calls = [...(this.engine.hall?.calls.keys() ?? [])];
    if (calls.length > 0) this.engine.take({ type: 'call.hangUp', callId: dice.pick(calls) });
  }

  /** Asterisk tells it a moment later; whoever is not connected is told of all telephones when they are again. */
  private telephoneIs(endpoint: string, reachable: boolean): void {
    const { agenda, engine, wire } = this;
    const lag = this.dice.between(1, 12);
    agenda.after(lag, () => {
      const isTrue = reachable === !this.telephones.unregistered.has(endpoint);
      if (wire.connected && engine.knowsLines && isTrue)
        engine.take({ type: 'telephones.told', lines: [{ endpoint, reachable }] });
    });
  }

  /** The connection is lost; the engine notices sooner or later, and is back when it is back. */
  private goAway(dice: Dice): void {
    const { agenda, engine, wire } = this;
    if (!wire.connected) return;
    this.counts.outages += 1;
    wire.cut();
    const awayMs = dice.weighted([3, dice.between(100, 5000)], [1, dice.between(10_000, 90_000)]);
    const { hall } = engine;
    const sameLife = (what: () => void) => (): void => {
      if (engine.hall === hall) what();
    };
    agenda.after(
      dice.between(0, Math.min(5000, awayMs)),
      sameLife(() => engine.take({ type: 'asterisk.away' })),
    );
    agenda.after(
      awayMs + 1,
      sameLife(() => wire.connect()),
    );
  }

  private restartAsterisk(dice: Dice): void {
    this.counts.asteriskRestarts += 1;
    this.goAway(dice);
    this.model.restart();
  }

  private every(least: number, most: number, what: () => void): void {
    const dice = this.dice.fork();
    const again = (): void => {
      what();
      this.agenda.after(dice.between(least, most), again);
    };
    this.agenda.after(dice.between(least, most), again);
  }

  private everyAround(meanMs: number, what: () => void): void {
    const dice = this.dice.fork();
    const again = (): void => {
      what();
      this.agenda.after(dice.around(meanMs), again);
    };
    this.agenda.after(dice.around(meanMs), again);
  }
}
