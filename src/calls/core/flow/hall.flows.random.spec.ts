import fc from 'fast-check';

import { HallWorld, type Told } from '../../../../test/fixtures/hall-world.js';
import { flow, straightTo } from '../../../../test/fixtures/node-config.js';
import { FLOWS, randomGraph } from '../../../../test/fixtures/random-flows.js';
import { MOST_NODES } from '../../../ivr/core/flow-state.js';
import type { Instant } from '../../../kernel/clock.js';
import type { CallId, ChannelId, FlowId } from '../../../kernel/ids.js';
import type { CallState } from '../call-state.js';
import type { TurnEvent } from '../turn-events.js';
import type { Inquiry } from './inquiry.js';

const CALL = 'c1' as CallId;
const CALLER = 'caller1' as ChannelId;
/** What may happen to somebody in a flow; `time`: the prompt ends, the system answers, or the next timer is due. */
const DEEDS = ['time', 'key1', 'key2', 'key12', 'key#', 'fails', 'crash'] as const;
type Deed = (typeof DEEDS)[number];

const leg = { callId: CALL, endpoint: 'carrier', callerNumber: '13800000001', dialled: '95001', visit: null };

/** One caller in flows that are drawn at random, on a journal and through restarts of the engine. */
class RandomCaller {
  private now: Instant = 10_000;
  private asked: Inquiry[] = [];
  private isGone = false;
  nodes = 0;
  records = 0;

  constructor(private readonly world: HallWorld) {
    this.take({ type: 'leg.arrived', channelId: CALLER, ...leg });
  }

  get call(): CallState | undefined {
    return this.world.hall.calls.get(CALL);
  }

  does(deed: Deed): void {
    this.now += 50;
    if (deed.startsWith('key')) {
      for (const key of deed.slice(3)) this.take({ type: 'key.pressed', channelId: CALLER, key });
    } else if (deed === 'crash') this.engineDies();
    else this.timePasses(deed === 'fails');
  }

  hangsUp(): void {
    if (!this.isGone) this.take({ type: 'leg.ended', channelId: CALLER, causeCode: 16 });
    this.isGone = true;
  }

  private timePasses(fails: boolean): void {
    const { call } = this;
    const [inquiry, ...rest] = this.asked;
    this.asked = rest;
    if (inquiry !== undefined) this.answered(inquiry, fails);
    else if (call !== undefined && call.playbackId !== null) {
      this.take({ type: 'prompt.ended', channelId: CALLER, playbackId: call.playbackId, ok: !fails });
    } else this.nextTimer();
  }

  private answered({ number, about }: Inquiry, fails: boolean): void {
    const answer =
      about.kind === 'sound'
        ? { kind: 'sound' as const, media: fails ? [] : ['tts/a'] }
        : {
            kind: 'system' as const,
            answer: fails ? { got: 'failed' as const } : { got: 'values' as const, values: { a: '7' } },
          };
    this.take({ type: 'inquiry.answered', callId: CALL, number, answer });
  }

  private nextTimer(): void {
    const [due] = this.world.dueTimers();
    if (due === undefined) return;
    this.now = Math.max(this.now, due.dueAt);
    this.heard(this.world.fire(due, this.now));
  }

  private engineDies(): void {
    this.asked = [];
    this.heard(this.world.crash(this.now));
    const seen = { ...leg, channelId: CALLER, up: true, inApplication: true, bridgeId: null };
    const channels = this.isGone ? [] : [seen];
    this.take({ type: 'asterisk.resynced', occasion: 'connected', askedAt: this.now, channels });
  }

  private take(event: TurnEvent): void {
    // Timers that are due come before what happens after them.
    for (let due = this.world.dueTimers()[0]; due !== undefined && due.dueAt < this.now;) {
      this.heard(this.world.fire(due, due.dueAt));
      due = this.world.dueTimers()[0];
    }
    this.heard(this.world.take(event, this.now));
  }

  private heard({ facts, inquiries, commands }: Told): void {
    this.asked.push(...inquiries);
    this.nodes += facts.filter((fact) => 'step' in fact && fact.step === 'flow.node').length;
    this.records += facts.filter((fact) => 'endedBy' in fact).length;
    const isHungUp = commands.some((one) => one.command === 'hangUp' && one.channelId === CALLER);
    if (isHungUp) this.hangsUp();
  }
}

const flows = fc.record(Object.fromEntries(FLOWS.map((name) => [name, randomGraph])));
const deeds = fc.array(fc.constantFrom(...DEEDS), { maxLength: 60 });

function callerIn(graphs: Readonly<Record<string, { readonly nodes: Parameters<typeof flow>[2] }>>): RandomCaller {
  // as drawn, the first node of each is its start
  const all = Object.entries(graphs).map(([name, { nodes }]) => flow('acme', name, { ...nodes, start: nodes.n0! }));
  return new RandomCaller(new HallWorld(straightTo({ to: 'flow', flowId: FLOWS[0] as FlowId }, { flows: all })));
}

test('random flows, keys, failures and restarts: whoever then does nothing is out again, and there is one record', () => {
  fc.assert(
    fc.property(flows, deeds, (graphs, given) => {
      const caller = callerIn(graphs);
      for (const deed of given) if (caller.call !== undefined) caller.does(deed);
      // a caller who does nothing: each node takes four attempts at most, of a text to be spoken, its end and a key's time-out
      for (let steps = 0; caller.call !== undefined; steps += 1) {
        expect(steps).toBeLessThan(MOST_NODES * 13);
        caller.does('time');
      }
      expect(caller.nodes).toBeLessThanOrEqual(MOST_NODES);
      expect(caller.records).toBe(1);
    }),
    { numRuns: 150 },
  );
});

test('whoever hangs up anywhere is gone, with one record and nothing left behind', () => {
  fc.assert(
    fc.property(flows, deeds, (graphs, given) => {
      const caller = callerIn(graphs);
      for (const deed of given) if (caller.call !== undefined) caller.does(deed);
      caller.hangsUp();
      expect(caller.call).toBeUndefined();
      expect(caller.records).toBe(1);
    }),
    { numRuns: 150 },
  );
});
