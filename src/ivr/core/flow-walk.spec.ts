import fc from 'fast-check';

import { FLOWS, randomEvent, randomGraph, worldWith } from '../../../test/fixtures/random-flows.js';
import type { Destination } from '../../kernel/destination.js';
import type { FlowId, PromptId, QueueId } from '../../kernel/ids.js';
import { decideFlow, enterFlow, isMasked } from './flow.js';
import type { FlowGraph } from './flow-graph.js';
import { LONGEST_STAY_MS, MOST_NODES, type FlowDecision, type FlowEvent } from './flow-state.js';

const QUEUE: Destination = { to: 'queue', queueId: 'q2000' as QueueId };
const say = (prompt: string) => [{ prompt: prompt as PromptId }];
const GO = { kind: 'go', destination: QUEUE } as const;
const asking = { keyTimeoutMs: 5000, attempts: 2, otherwise: 'agent' } as const;

/** A bank's line: what is the number of the card, what is its PIN. */
const BANK: FlowGraph = {
  start: 'welcome',
  nodes: {
    welcome: { kind: 'play', say: say('welcome'), interruptible: true, next: 'card' },
    card: {
      ...{ kind: 'collect', into: 'card', least: 4, most: 19, terminator: '#', digitTimeoutMs: 3000, masked: false },
      ...asking,
      say: say('card'),
      next: 'pin',
    },
    pin: {
      ...{ kind: 'collect', into: 'pin', least: 6, most: 6, terminator: null, digitTimeoutMs: 3000, masked: true },
      ...asking,
      say: say('pin'),
      next: 'right?',
    },
    'right?': {
      kind: 'condition',
      cases: [{ all: [{ left: '{pin}', is: 'is', right: '123456' }], next: 'self service' }],
      otherwise: 'agent',
    },
    'self service': { kind: 'menu', ...asking, say: say('menu'), keys: { '1': 'other', '0': 'agent' } },
    other: { kind: 'flow', flowId: 'other' as FlowId, next: 'self service' },
    agent: GO,
  },
};
const OTHER: FlowGraph = {
  start: 'hello',
  nodes: { hello: { kind: 'play', say: say('hello'), interruptible: false, next: 'back' }, back: { kind: 'return' } },
};
const WORLD = worldWith({ bank: BANK, other: OTHER });

/** Plays keys, and `.` for the end of what is said, `_` for silence; what is heard last, or where the caller goes. */
function after(keys: string, world = WORLD) {
  let decision = enterFlow(world, 'bank');
  const heard = told(decision);
  const path = entered(decision);
  for (const key of keys) {
    if (decision.progress === null) throw new Error(`has left before ${key}`);
    const event: FlowEvent =
      key === '.' ? { type: 'promptEnded' } : key === '_' ? { type: 'keyTimedOut' } : { type: 'keyPressed', key };
    decision = decideFlow(world, decision.progress, event);
    heard.push(...told(decision));
    path.push(...entered(decision));
  }
  return { decision, heard, path };
}

/** `by>node` */
function entered({ effects }: FlowDecision): string[] {
  return effects.flatMap((one) =>
    one.effect === 'enter' ? [one.by === null ? one.node : `${one.by}>${one.node}`] : [],
  );
}

function told({ effects }: FlowDecision): string[] {
  return effects.flatMap((effect) => {
    if (effect.effect === 'say')
      return [
        ...(effect.notice === null ? [] : [effect.notice]),
        ...effect.say.map((said) => ('prompt' in said ? said.prompt : JSON.stringify(said))),
      ];
    return effect.effect === 'go' ? [`to ${effect.destination.to}`] : effect.effect === 'fail' ? [effect.why] : [];
  });
}

test.each<[string, string, string]>([
  ['right PIN, after all is heard', '.6222#.123456', 'welcome card pin menu'],
  ['wrong PIN', '.6222#.000000', 'welcome card pin to queue'],
  ['keys faster than prompts: what they answer is not said', '6222#', 'welcome pin'],
  ['too short: asked again', '.62#', 'welcome card invalid-key card'],
  ['a number ends by itself when no key follows', '.6222_', 'welcome card pin'],
  ['nothing, twice', '.._._', 'welcome card no-key card to queue'],
  ['into another flow and back', '.6222#.1234561.', 'welcome card pin menu hello menu'],
  ['no key is heard where one is to listen', '.6222#.12345619.0', 'welcome card pin menu hello menu to queue'],
])('%s', (_story, keys, heard) => {
  expect(after(keys).heard.join(' ')).toBe(heard);
});

test.each<[string, string, string]>([
  ['keys, and what silent nodes decide', '.6222#.123456', 'welcome next>card next>pin next>right? case1>self service'],
  ['nothing entered', '.._._', 'welcome next>card otherwise>agent'],
  [
    'into another flow and back',
    '.6222#.1234561.',
    'welcome next>card next>pin next>right? case1>self service 1>other hello next>back return>self service',
  ],
])('each node is told with the way to it: %s', (_story, keys, path) => {
  expect(after(keys).path.join(' ')).toBe(path);
});

test('keys pressed while nobody asks are kept for the next who does, and mean nothing after a wrong one', () => {
  const { decision, heard } = after('622'.concat('2#12345'));
  expect(heard).toEqual(['welcome', 'pin']);
  expect(decision.progress).toMatchObject({ node: 'pin', typed: '12345' });
});

test('a secret is told as such', () => {
  const { progress } = after('.6222#').decision;
  if (progress === null) throw new Error('has left');
  expect(isMasked(BANK, progress)).toBe(true);
  expect(isMasked(BANK, { ...progress, node: 'card' })).toBe(false);
});

test('a flow that is deleted under its caller ends with a word, not with silence', () => {
  const { progress } = after('.6222#').decision;
  if (progress === null) throw new Error('has left');
  const { progress: left, effects } = decideFlow(worldWith({}), progress, { type: 'keyPressed', key: '1' });
  expect(left).toBeNull();
  expect(effects).toEqual([{ effect: 'stopPrompt' }, { effect: 'fail', why: 'missing' }]);
});

test('a flow that calls itself ends', () => {
  const graph: FlowGraph = {
    start: 'again',
    nodes: { again: { kind: 'flow', flowId: 'bank' as FlowId, next: 'again' } },
  };
  const { effects } = enterFlow(worldWith({ bank: graph }), 'bank');
  expect(effects.at(-1)).toEqual({ effect: 'fail', why: 'circle' });
});

test('nobody stays longer than an hour', () => {
  const { progress } = after('.').decision;
  if (progress === null) throw new Error('has left');
  const late = worldWith({ bank: BANK }, LONGEST_STAY_MS + 1);
  expect(told(decideFlow(late, progress, { type: 'keyPressed', key: '6' }))).toEqual(['circle']);
});

test('random flows, random callers: every call ends, no way is taken more often than it may be', () => {
  const graphs = fc.record(Object.fromEntries(FLOWS.map((flow) => [flow, randomGraph])));
  fc.assert(
    fc.property(graphs, fc.infiniteStream(randomEvent), (all, events) => {
      const world = worldWith(all);
      let decision = enterFlow(world, FLOWS[0]);
      let nodes = 0;
      let given = 0;
      for (;;) {
        nodes += decision.effects.filter(({ effect }) => effect === 'enter').length;
        expect(nodes).toBeLessThanOrEqual(MOST_NODES);
        if (decision.progress === null) break;
        // Whoever does nothing hears the prompt's end and then no key: so time goes on.
        const { stage } = decision.progress;
        const idle: FlowEvent = stage === 'saying' ? { type: 'promptEnded' } : { type: 'keyTimedOut' };
        given += 1;
        const event = given % 2 === 0 ? idle : (events.next().value as FlowEvent);
        decision = decideFlow(world, decision.progress, event.type === 'resumed' && given > 200 ? idle : event);
      }
      const last = decision.effects.at(-1)?.effect;
      expect(['go', 'over', 'fail']).toContain(last);
    }),
    { numRuns: 300 },
  );
});
