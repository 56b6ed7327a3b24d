import type { Instant } from '../../kernel/clock.js';
import type { LimitAction, LimitName } from '../../kernel/charge.js';
import type { CallRecord, CallStep, CallStepName, LimitReached } from '../../kernel/domain-events.js';
import type { AgentId, CallId, ExtensionId, PlaybackId } from '../../kernel/ids.js';
import { systemPromptMedia, type SystemPrompt } from '../../prompts/core/prompt.js';
import type { TelephonyCommand } from '../../telephony/core/commands.js';
import type { Accounts } from './accounts.js';
import type { CallAsk } from './call-ask.js';
import type { CallPhase, CallState, CallTimer, CallTimes } from './call-state.js';
import { isInFlow } from './call-views.js';
import type { InUse } from './in-use.js';
import { stepOf } from './call-facts.js';
import { limitReached } from './limit-fact.js';
import type { LineView } from './line-view.js';
import type { NodeConfig } from './node-config.js';
import type { OpenLines } from './open-lines.js';

/** What a decision about one call may look at besides the call; looking changes nothing. */
export interface Around {
  readonly config: NodeConfig;
  /** What is held before this decision, this call counted in. */
  readonly inUse: Omit<InUse, 'callChanged' | 'agentChanged'>;
  readonly openLines: Pick<OpenLines, 'of'>;
  readonly desk: { freeAgentAt(extensionId: ExtensionId): AgentId | null; isBusyAt(extensionId: ExtensionId): boolean };
  readonly accounts: Pick<Accounts, 'refusalInbound' | 'refusalPerson' | 'refusalOutbound'>;
  readonly line: LineView;
  /** When Asterisk was last heard of before this event. */
  readonly contact: Instant | null;
}

export type CallFact = CallStep | CallRecord | LimitReached;

/** How long a prompt may play before it is taken for ended, milliseconds: its end may never be told. */
const PROMPT_GUARD_MS = 180_000;
type Detail = CallStep['detail'];

/** What a decision changes of a call, and what follows from it, collected in order: phase, instants, timers, steps, sound. */
export class CallChange {
  readonly commands: TelephonyCommand[] = [];
  readonly facts: CallFact[] = [];
  readonly asks: CallAsk[] = [];
  readonly config: NodeConfig;
  /** Whether it held a line for callers in flows before this decision. */
  readonly hadIvrLine: boolean;

  constructor(
    public state: CallState,
    readonly around: Around,
    readonly now: Instant,
  ) {
    this.config = around.config;
    this.hadIvrLine = isInFlow(state);
  }

  set(change: Partial<CallState>): void {
    this.state = { ...this.state, ...change };
  }

  phase(phase: CallPhase): void {
    this.set({ phase });
  }

  /** Notes the instant of a phase; only the first time counts unless `again`. */
  time(name: keyof CallTimes, again = false): void {
    if (!again && this.state.times[name] !== null) return;
    this.set({ times: { ...this.state.times, [name]: this.now } });
  }

  timer(name: CallTimer, afterMs: number): void {
    this.set({ timers: { ...this.state.timers, [name]: this.now + afterMs } });
  }

  clear(...names: readonly CallTimer[]): void {
    const left = Object.entries(this.state.timers).filter(([name]) => !names.includes(name as CallTimer));
    this.set({ timers: Object.fromEntries(left) });
  }

  /** Of another node's call nothing is told: its owner does. */
  step(step: CallStepName, detail: Detail = {}): void {
    if (this.state.role !== 'owner') return;
    const seq = this.state.seq + 1;
    this.set({ seq });
    this.facts.push(stepOf(this.state, seq, step, this.now, detail));
  }

  /** A limit that was met; follows the step that tells what came of it, and has its number. */
  limit(limit: LimitName, action: LimitAction, detail: LimitReached['detail'] = {}): void {
    const { callId, tenantId, agentId, trunkId, seq } = this.state;
    if (tenantId === null || this.state.role !== 'owner') return;
    const whose = { tenantId, callId, agentId, trunkId };
    this.facts.push(limitReached(callId, seq, this.now, whose, { limit, action, detail }));
  }

  /** From now on it is priced, by the tariff that the tenant's account has now. */
  networkAnswers(): void {
    if (this.state.times.answeredAt !== null) return;
    this.time('answeredAt');
    this.priceFromNow();
  }

  /** Somebody outside may have answered before the caller is answered: that costs already. */
  priceFromNow(): void {
    const { tenantId, tariffId } = this.state;
    if (tariffId !== null) return;
    this.set({ tariffId: tenantId === null ? null : (this.config.accounts.get(tenantId)?.tariffId ?? null) });
  }

  answerCaller(): void {
    if (this.state.callerLeg.answered) return;
    this.commands.push({ command: 'answer', channelId: this.state.callerLeg.channelId });
    this.set({ callerLeg: { ...this.state.callerLeg, answered: true } });
    // Of a call that goes out the network has answered when the customer has.
    if (this.state.direction === 'outbound') return;
    this.networkAnswers();
    this.step('call.answered');
  }

  play(media: readonly string[]): void {
    this.promptComes(PROMPT_GUARD_MS);
    this.playNow(media);
  }

  /** The caller waits for a prompt whose sound is being made. @returns its number */
  promptComes(withinMs: number): number {
    this.stopMusic();
    const prompts = this.state.prompts + 1;
    this.set({ prompts, playbackId: playbackIdOf(this.state.callId, prompts) });
    this.timer('prompt', withinMs);
    return prompts;
  }

  isAwaited(prompt: number): boolean {
    return this.state.playbackId === playbackIdOf(this.state.callId, prompt);
  }

  /** The prompt that the caller waits for. */
  playNow(media: readonly string[]): void {
    const { callerLeg, playbackId } = this.state;
    if (playbackId === null) return;
    this.timer('prompt', PROMPT_GUARD_MS);
    this.commands.push({ command: 'playPrompt', channelId: callerLeg.channelId, playbackId, media });
  }

  playSystem(name: SystemPrompt): void {
    this.play([systemPromptMedia(name, this.state.language)]);
  }

  promptIsOver(): void {
    this.set({ playbackId: null });
    this.clear('prompt');
  }

  stopPrompt(): void {
    const { playbackId } = this.state;
    if (playbackId === null) return;
    this.commands.push({ command: 'stopPrompt', channelId: this.state.callerLeg.channelId, playbackId });
    this.promptIsOver();
  }

  startMusic(musicClass: string): void {
    this.set({ music: musicClass });
    this.commands.push({ command: 'startMusic', channelId: this.state.callerLeg.channelId, musicClass });
  }

  stopMusic(): void {
    if (this.state.music === null) return;
    this.set({ music: null });
    this.commands.push({ command: 'stopMusic', channelId: this.state.callerLeg.channelId });
  }
}

function playbackIdOf(callId: CallId, prompt: number): PlaybackId {
  return `${callId}-p${String(prompt)}` as PlaybackId;
}
