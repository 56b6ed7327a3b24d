import { randomBytes } from 'node:crypto';

import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';

import type { AgentState } from '../acd/core/agent.js';
import type { Duty } from '../acd/core/duty.js';
import { AgentsService } from '../agents/agents.service.js';
import type { AgentProfile } from '../agents/core/agent-profile.js';
import type { Ledger } from '../billing/core/ledger.js';
import { systemClock } from '../kernel/clock.js';
import type { LostReason } from '../kernel/domain-events.js';
import { instantOfId, uuidV7, type AgentId, type CallId, type TenantId } from '../kernel/ids.js';
import { Journal } from '../platform/journal/journal.js';
import { Timers } from '../platform/timers/timers.js';
import { RecordingService } from '../recording/recording.service.js';
import type { LegEvent } from '../telephony/core/leg-events.js';
import { TelephonyService } from '../telephony/telephony.service.js';
import {
  ActRefused,
  AgentNotLoggedIn,
  CallbackNotCancelled,
  CallNotPlaced,
  JournalFailed,
  NoSeat,
  NotInWrapUp,
  TenantMoving,
  UnknownCall,
} from './calls.errors.js';
import { ClockSteps } from './clock-steps.js';
import { ConfigService } from './config/config.service.js';
import type { CallbackState } from './core/callback/callback-state.js';
import type { CallbackRefusal } from './core/callback/callback-turn.js';
import type { Hall } from './core/hall.js';
import type { Inquiry } from './core/flow/inquiry.js';
import type { PinEntered } from './core/pins.js';
import type { PlaceRefusal } from './core/placing.js';
import type { ActRefusal, CallActed } from './core/talk/acts.js';
import type { CallSaid } from './core/sayings.js';
import type { Healed } from './core/healed.js';
import type { LineTold } from './core/telephones.js';
import { Inquirer } from './inquirer.js';
import { timerOwner, type StateKey, type TurnEvent } from './core/turn-events.js';
import { Turn, type TurnOutcome } from './turn.js';

/** Who measures the turns. */
export interface TurnWatcher {
  turnTook(seconds: number): void;
  callEnded(lost: LostReason | null): void;
  /** States that a turn has left other than they were. */
  changed(keys: readonly StateKey[]): void;
}

/** What is ordered for an agent. */
export interface Placement {
  readonly to: string;
  /** The number that the customer is shown, one of the tenant's; null: its first. */
  readonly showing: string | null;
  /** The call's id where it may be ordered again; null: it gets one. */
  readonly callId: string | null;
}

/** What a tenant's last home has kept of it. */
export interface TenantWork {
  readonly duties: readonly Duty[];
  readonly ledger: Ledger | null;
  readonly callbacks: readonly CallbackState[];
}

/** So much the clock may have been put back between an order's id and its call. */
const CLOCK_STEP_MS = 1_000;
/** How often the hall looks whether all that it holds agrees. */
const CHECK_EVERY_MS = 60_000;

/** Ends the process; injected so that tests can watch it. */
export const FAIL_STOP = Symbol('failStop');

/**
 * The shell of the hall: brings events to the turn, one at a time, and carries out what it decides. Nothing here
 * waits: an event is decided and committed before this returns.
 */
@Injectable()
export class CallsService implements OnModuleDestroy {
  private turn: Turn | null = null;
  private readonly timers: Timers;
  /** Timers wait for the first picture of Asterisk: what they would do may have happened long ago. */
  private timersRun = false;
  private readonly watchers: TurnWatcher[] = [];
  private readonly healedListeners: ((what: Healed['what']) => void)[] = [];
  private selfCheck: NodeJS.Timeout | undefined;
  private readonly clockSteps = new ClockSteps(systemClock, () => performance.now());

  constructor(
    private readonly journal: Journal,
    private readonly config: ConfigService,
    private readonly telephony: TelephonyService,
    private readonly recordings: RecordingService,
    private readonly agents: AgentsService,
    private readonly inquirer: Inquirer,
    @Inject(FAIL_STOP) private readonly failStop: (error: Error) => void,
    private readonly log: PinoLogger,
  ) {
    log.setContext(CallsService.name);
    this.timers = new Timers(systemClock, (key, dueAt) => {
      const [owner = '', name = ''] = key.split(' ');
      this.take({ type: 'timer.fired', owner: timerOwner(owner as StateKey, name), dueAt });
    });
  }

  get hall(): Hall {
    if (this.turn === null) throw new Error('the engine has not been started');
    return this.turn.hall;
  }

  get running(): boolean {
    return this.turn !== null;
  }

  watch(watcher: TurnWatcher): void {
    this.watchers.push(watcher);
  }

  /** How the engine's neighbours are. */
  parts(): {
    readonly asterisk: ReturnType<TelephonyService['state']>;
    readonly config: ReturnType<ConfigService['state']>;
    readonly recordingBacklog: number;
  } {
    return {
      asterisk: this.telephony.state(),
      config: this.config.state(),
      recordingBacklog: this.recordings.backlogSize,
    };
  }

  /** Loads the states, follows the configuration and takes over whatever Asterisk still holds. */
  async start(): Promise<void> {
    await this.config.start();
    this.turn = new Turn(this.journal, this.config.current());
    this.config.onChange((config) => {
      this.take({ type: 'config.changed', config });
    });
    this.config.onRead(() => {
      this.reloadLines();
    });
    // What changed while the engine was away. A configuration that was never read says nothing of what is gone.
    if (this.config.state().source !== 'none') {
      this.take({ type: 'config.changed', config: this.config.current() });
    }
    if (this.config.state().source === 'postgres') this.reloadLines();
    this.recordings.keepBy({
      made: (fact) => this.keep({ type: 'recording.archived', fact }),
      lost: (callId, why) => this.keep({ type: 'recording.lost', callId, why }),
    });
    this.telephony.events((event) => {
      this.hear(event);
    });
    this.selfCheck = setInterval(() => {
      this.take({ type: 'hall.checked' });
    }, CHECK_EVERY_MS);
    this.log.info({ calls: this.hall.calls.size, agents: this.hall.agents.size }, 'states loaded');
    await this.telephony.start();
  }

  /** A tenant has come to this node: its agents and its ledger go on from what its old home has kept of them. */
  adopt(tenantId: TenantId, { duties, ledger, callbacks }: TenantWork): void {
    this.take({ type: 'tenant.adopted', tenantId, duties, ledger, callbacks });
  }

  /** How telephones are: all of them at first, then those that are others now. */
  telephonesAre(lines: readonly LineTold[]): void {
    this.take({ type: 'telephones.told', lines });
  }

  /** Who hears what the hall has put right. */
  whenHealed(listener: (what: Healed['what']) => void): void {
    this.healedListeners.push(listener);
  }

  /** Gives an agent's state a push. @throws AgentNotLoggedIn, NotInWrapUp, NoSeat, TenantMoving */
  commandAgent(
    agentId: AgentId,
    command: Extract<TurnEvent, { type: 'agent.commanded' }>['command'],
  ): AgentState | null {
    const refusal = this.take({ type: 'agent.commanded', agentId, command });
    if (refusal === 'acd.no_seat') throw new NoSeat();
    if (refusal === 'calls.tenant_moving') throw new TenantMoving();
    if (refusal === 'acd.not_in_wrap_up') throw new NotInWrapUp();
    if (refusal !== null) throw new AgentNotLoggedIn();
    return this.hall.agents.get(agentId) ?? null;
  }

  /**
   * Places a call of an agent's own: their telephone first, then the customer's.
   *
   * @throws CallNotPlaced
   */
  placeCall(agent: Pick<AgentProfile, 'id' | 'tenantId'>, { to, showing, callId: given }: Placement): CallId {
    if (given !== null && this.wasPlaced(given as CallId)) return given as CallId;
    const callId = (given ?? uuidV7(systemClock.now(), randomBytes(10))) as CallId;
    const { id: agentId, tenantId } = agent;
    const refusal = this.take({ type: 'call.place', callId, tenantId, agentId, number: to, callerNumber: showing });
    if (refusal !== null) throw new CallNotPlaced(refusal as PlaceRefusal);
    return callId;
  }

  /** Ordered again, because the first answer was lost: it runs, or has ended since. */
  private wasPlaced(callId: CallId): boolean {
    return this.hall.calls.has(callId) || this.journal.tellsOf(callId, instantOfId(callId) - CLOCK_STEP_MS);
  }

  /** Does something about a call of this tenant: those of others are unknown to it. @throws UnknownCall, ActRefused */
  actOn(tenantId: TenantId, callId: CallId, { by, act }: Pick<CallActed, 'by' | 'act'>): void {
    if (this.hall.calls.get(callId)?.tenantId !== tenantId) throw new UnknownCall();
    const refusal = this.take({ type: 'call.act', callId, by, act });
    if (refusal !== null) throw new ActRefused(refusal as ActRefusal);
  }

  /** Keeps what is said of a call, and asks nobody any more for it. */
  say(said: CallSaid): void {
    this.take(said);
  }

  /** Hangs up a call of this tenant: those of others are unknown to it. @throws UnknownCall */
  hangUpOf(tenantId: TenantId, callId: CallId): void {
    if (this.hall.calls.get(callId)?.tenantId !== tenantId) throw new UnknownCall();
    this.hangUp(callId);
  }

  /** Somebody of this tenant is to be called back no more. @throws CallbackNotCancelled */
  cancelCallback(tenantId: TenantId, callbackId: CallId): void {
    const isOwn = this.hall.callbacks.byId.get(callbackId)?.tenantId === tenantId;
    const refusal = isOwn ? this.take({ type: 'callback.cancel', callbackId }) : 'calls.unknown_callback';
    if (refusal !== null) throw new CallbackNotCancelled(refusal as CallbackRefusal);
  }

  /** @throws UnknownCall */
  hangUp(callId: CallId): void {
    if (this.take({ type: 'call.hangUp', callId }) !== null) throw new UnknownCall();
  }

  async onModuleDestroy(): Promise<void> {
    this.timers.stop();
    clearInterval(this.selfCheck);
    await this.telephony.stop();
  }

  /** Whether the journal has taken it. */
  private keep(event: TurnEvent): boolean {
    this.take(event);
    return this.running;
  }

  private reloadLines(): void {
    this.telephony.reloadLines().catch((error: unknown) => {
      this.log.warn({ err: error }, 'telephones and trunks are not read again now, but with the next connection');
    });
  }

  private hear(event: LegEvent): void {
    if (event.type === 'asterisk.resynced' && !this.timersRun && this.turn !== null) {
      this.timersRun = true;
      this.carryOut(this.turn.pending());
    }
    this.take(event);
  }

  private take(event: TurnEvent): string | null {
    const byMs = this.clockSteps.taken();
    if (byMs !== 0) {
      this.log.warn({ byMs }, 'the clock was put forward or back');
      this.decide({ type: 'clock.corrected', byMs });
    }
    return this.decide(event);
  }

  private decide(event: TurnEvent): string | null {
    if (this.turn === null) return null;
    let outcome: TurnOutcome;
    const startedAt = performance.now();
    try {
      outcome = this.turn.take(event, systemClock.now());
    } catch (error) {
      this.log.fatal({ err: error, event: event.type }, 'the turn failed');
      this.turn = null;
      this.failStop(new JournalFailed(error));
      return null;
    }
    const tookS = (performance.now() - startedAt) / 1000;
    for (const watcher of this.watchers) {
      watcher.turnTook(tookS);
      for (const record of outcome.records) watcher.callEnded(record.lostReason);
      watcher.changed(outcome.changed);
    }
    for (const healed of outcome.healed) {
      this.log.error(healed, 'the hall has put right what should never be so');
      for (const listener of this.healedListeners) listener(healed.what);
    }
    this.carryOut(outcome);
    return outcome.refusal;
  }

  private carryOut(outcome: TurnOutcome): void {
    this.telephony.perform(outcome.commands);
    if (this.timersRun) {
      for (const { owner, name, dueAt } of outcome.timers) {
        if (dueAt === null) this.timers.cancel(`${owner} ${name}`);
        else this.timers.set(`${owner} ${name}`, dueAt);
      }
    }
    for (const recording of outcome.recordings) this.recordings.archive(recording);
    for (const entered of outcome.pins) this.judge(entered);
    for (const inquiry of outcome.inquiries) void this.inquire(inquiry);
  }

  private async inquire(inquiry: Inquiry): Promise<void> {
    const { callId, number } = inquiry;
    this.take({ type: 'inquiry.answered', callId, number, answer: await this.inquirer.answer(inquiry) });
  }

  /** Compares a PIN off the turn; where that fails the telephone asks for it again. */
  private judge({ callId, agentId, pinHash, pin }: PinEntered): void {
    this.agents.isRightPin(pinHash, pin).then(
      (right) => {
        this.take({ type: 'pin.judged', callId, agentId, right });
      },
      (error: unknown) => {
        this.log.error({ err: error, agentId }, 'a PIN could not be compared');
      },
    );
  }
}
