import { pathOf, type NodeVisit } from './paths.js';
import type { StepOfCall } from './spans.js';

/** `1>pin` is entering a node by a way, `start` the begin of a flow, `left go`, `end caller`; `b/` is another version. */
function stepsOf(story: string): StepOfCall[] {
  return story.split(', ').map((words, seq) => {
    const at = { callId: 'c', seq, at: seq * 1000 };
    const [, left] = /^left (\w+)$/.exec(words) ?? [];
    if (left !== undefined) return { ...at, step: 'flow.left', detail: { how: left } };
    const [, by] = /^end (\w+)$/.exec(words) ?? [];
    if (by !== undefined) return { ...at, step: 'call.ended', detail: { by } };
    const [, way, version = 'a', node = ''] = /^(?:(\w+)>)?(?:(\w)\/)?(\w+)$/.exec(words) ?? [];
    const detail = { versionId: version, node, by: way ?? null };
    return { ...at, step: 'flow.node', detail };
  });
}

const told = ({ versionId, node, leftBy, begins }: NodeVisit): string =>
  `${begins ? '*' : ''}${versionId === 'a' ? '' : `${versionId}/`}${node} ${leftBy ?? '?'}`;

test.each([
  [
    'by ways to a destination',
    'menu, 1>pin, next>check, case1>agent, left go, end agent',
    '*menu 1, pin next, check case1, agent go',
  ],
  ['the caller hangs up', 'menu, 1>pin, end caller', '*menu 1, pin hungUp'],
  ['the system ends the call', 'menu, end system', '*menu ended'],
  ['is still there', 'menu, 1>pin', '*menu 1, pin ?'],
  ['round and round', 'menu, 9>menu, 9>menu, end caller', '*menu 9, menu 9, menu hungUp'],
  [
    'a flow within, and back',
    'sub, b/hello, next>b/back, return>end, left go',
    '*sub next, *b/hello next, b/back return, end go',
  ],
  ['hung up within: in both', 'sub, b/hello, end caller', '*sub hungUp, *b/hello hungUp'],
  ['out of both at once', 'sub, b/hello, next>b/queue, left go, end caller', '*sub go, *b/hello next, b/queue go'],
  ['within itself', 'sub, sub, sub, end caller', '*sub hungUp, *sub hungUp, *sub hungUp'],
  ['a circle', 'set, next>set, left circle, end system', '*set next, set circle'],
  ['into a second flow later', 'on, left go, b/how, end caller', '*on go, *b/how hungUp'],
  ['a newer build left it in a way of its own', 'on, left sideways', '*on go'],
])('%s', (_story, steps, visits) => {
  const all = stepsOf(steps);
  expect(pathOf(all).map(told).join(', ')).toBe(visits);
  expect(pathOf(all.toReversed()).map(told).join(', ')).toBe(visits);
});

test('steps of an older build, which told no ways, are in no path', () => {
  const older = stepsOf('menu, pin, end caller').map(({ detail, ...step }) => {
    const { by, ...rest } = detail;
    return step.step === 'flow.node' ? { ...step, detail: rest } : { ...step, detail: { ...rest, by: by ?? null } };
  });
  expect(pathOf(older)).toEqual([]);
});

test('a visit belongs to the instant of entering', () => {
  expect(pathOf(stepsOf('menu, 1>pin, end caller')).map(({ enteredAt, seq }) => [enteredAt, seq])).toEqual([
    [0, 0],
    [1000, 1],
  ]);
});
