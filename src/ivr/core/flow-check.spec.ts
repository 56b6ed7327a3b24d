import fc from 'fast-check';

import { FLOWS, randomEvent, randomGraph, worldWith } from '../../../test/fixtures/random-flows.js';
import type { FlowId, PromptId } from '../../kernel/ids.js';
import { decideFlow, enterFlow } from './flow.js';
import { faultsOf, type FlowSurroundings } from './flow-check.js';
import type { FlowGraph, FlowNode } from './flow-graph.js';
import { MOST_SILENT, type FlowEvent } from './flow-state.js';

const SAY = [{ prompt: 'p' as PromptId }];
const END: FlowNode = { kind: 'go', destination: { to: 'hangUp' } };
const ALONE: FlowSurroundings = { flowId: null, graphOf: () => undefined, known: new Set(['caller']) };
const play = (next: string): FlowNode => ({ kind: 'play', say: SAY, interruptible: true, next });
const set = (name: string, value: string, next: string): FlowNode => ({ kind: 'set', values: { [name]: value }, next });
const graph = (nodes: Record<string, FlowNode>): FlowGraph => ({ start: 'start', nodes });
const told = (of: FlowGraph, around = ALONE): string[] =>
  faultsOf(of, around).map(({ fault, node, what }) => [fault, node, what].filter(Boolean).join(' '));

test.each<[string, FlowGraph, string[]]>([
  ['nothing wrong', graph({ start: play('end'), end: END }), []],
  ['no first node', graph({ end: END }), ['no_start']],
  ['a way that leads nowhere', graph({ start: play('gone') }), ['missing_branch start next']],
  ['nobody comes there', graph({ start: END, island: END }), ['unreachable island']],
  [
    'nothing said, no key, too short a number',
    graph({
      start: { kind: 'menu', say: [], keys: {}, keyTimeoutMs: 1, attempts: 1, otherwise: 'card' },
      card: {
        ...{
          kind: 'collect',
          say: SAY,
          keyTimeoutMs: 1,
          attempts: 1,
          otherwise: 'end',
          into: 'card',
          least: 9,
          most: 4,
        },
        ...{ terminator: null, digitTimeoutMs: 1, masked: false, next: 'end' },
      },
      end: END,
    }),
    ['missing_prompt start', 'no_keys start', 'bad_length card'],
  ],
  [
    'round and round',
    graph({ start: set('a', '1', 'b'), b: set('b', '2', 'start') }),
    ['endless_loop start', 'endless_loop b'],
  ],
  ['a circle in which something is said', graph({ start: set('a', '1', 'b'), b: play('start') }), []],
  ['before the circle, not in it', graph({ start: set('a', '1', 'b'), b: set('b', '2', 'b') }), ['endless_loop b']],
  ['what nobody sets', graph({ start: set('a', '{caller} {b}', 'end'), end: END }), ['unknown_variable start b']],
  [
    'a name that is taken, one that is none',
    graph({ start: set('caller', '1', 'x'), x: set('1x', '', 'end'), end: END }),
    ['bad_variable start caller', 'bad_variable x 1x'],
  ],
])('%s', (_what, of, faults) => {
  expect(told(of)).toEqual(faults);
});

test('a flow that leads to itself, by another one', () => {
  const to = (flowId: string): FlowGraph =>
    graph({ start: { kind: 'flow', flowId: flowId as FlowId, next: 'end' }, end: END });
  const around: FlowSurroundings = { ...ALONE, flowId: 'own' as FlowId, graphOf: (id) => to(id === 'a' ? 'b' : 'own') };
  expect(told(to('a'), around)).toEqual(['calls_itself start']);
  expect(told(to('own'), around)).toEqual(['calls_itself start']);
  expect(told(to('a'), { ...around, flowId: null })).toEqual([]);
});

test('variables that a flow within it sets are known', () => {
  const around: FlowSurroundings = {
    ...ALONE,
    graphOf: () => graph({ start: set('inner', '1', 'end'), end: { kind: 'return' } }),
  };
  const of = graph({
    start: { kind: 'flow', flowId: 'f' as FlowId, next: 'say' },
    say: set('a', '{inner}', 'end'),
    end: END,
  });
  expect(told(of, around)).toEqual([]);
  expect(told(of)).toEqual(['unknown_variable say inner']);
});

test('whatever passes the check is walked without a missing branch, and without a silent circle', () => {
  fc.assert(
    fc.property(randomGraph, fc.array(randomEvent, { maxLength: 60 }), (of, events) => {
      const alone = Object.values(of.nodes).every(({ kind }) => kind !== 'flow');
      const faults = faultsOf(of, ALONE).map(({ fault }) => fault);
      fc.pre(alone && !faults.includes('endless_loop') && !faults.includes('missing_branch'));
      const world = worldWith({ [FLOWS[0]]: of });
      let decision = enterFlow(world, FLOWS[0]);
      for (const event of [...events, ...Array<FlowEvent>(10).fill({ type: 'promptEnded' })]) {
        expect(decision.effects.filter(({ effect }) => effect === 'fail')).toEqual([]);
        if (decision.progress === null) return;
        decision = decideFlow(world, decision.progress, event);
      }
      expect(Object.keys(of.nodes).length).toBeLessThan(MOST_SILENT);
    }),
    { numRuns: 500 },
  );
});
