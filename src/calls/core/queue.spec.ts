import { readFileSync } from 'node:fs';

import { HallStory } from '../../../test/fixtures/hall-story.js';
import { agent, demonstration, queue, straightTo, toExtension, toQueue } from '../../../test/fixtures/node-config.js';
import { ONLY_MUSIC } from '../../acd/core/queue-waiting.js';
import type { MenuId } from '../../kernel/ids.js';

/** Where callers go who do not wait tells why: nobody there, all on a break, the line full, waited too long. */
const { menus } = demonstration();
const QUEUE = queue('acme', '2000', {
  wrapUpS: 0,
  maxWaitS: 60,
  overflow: { to: 'voicemail' },
  waiting: {
    ...ONLY_MUSIC,
    fullAt: 1,
    whenFull: { to: 'menu', menuId: (menus[0]?.id ?? '') as MenuId },
    whenNobody: { to: 'hangUp' },
    whenOnBreak: toExtension('8001'),
  },
});
const LISTS = straightTo(toQueue('2000'), {
  queues: [QUEUE],
  agents: [agent('acme', '1001'), agent('acme', '1002')],
});

const FREE = '1 agent 1001 logs in 2000';
const BUSY = `${FREE}
  2 caller1 arrives calling 95001
  3 c1-a1 answers`;
const LINE = `${BUSY}
  4 caller2 arrives calling 95001`;

/** Who serves the queue, and who waits. */
const SITUATIONS: Readonly<Record<string, readonly string[]>> = {
  nobody: [],
  'on break': [FREE, '2 agent 1001 goes not ready lunch'],
  'one free': [FREE],
  'all busy': [BUSY],
  'one waits': [LINE],
};

/** Of whom the table tells: who comes, or who waits already. */
const EVENTS: Readonly<Record<string, readonly [call: string, ...what: string[]]>> = {
  'a caller comes': ['c9', '10 caller9 arrives calling 95001'],
  'an agent logs in': ['c2', '10 agent 1002 logs in 2000'],
  'the agent hangs up': ['c2', '10 c1-a1 ends 16', '10 caller1 ends 16'],
  'the agent wants a break': ['c2', '10 agent 1001 goes not ready lunch', '11 c1-a1 ends 16', '11 caller1 ends 16'],
  'the agent logs out': ['c2', '10 agent 1001 logs out', '11 c1-a1 ends 16', '11 caller1 ends 16'],
  'the longest wait is over': ['c2', '64 timer c2 maxWait'],
  'the queue is deleted': ['c2', '10 without queue 2000'],
  'the caller hangs up': ['c2', '10 caller2 ends 16'],
};

const WHERE: Readonly<Record<string, string>> = {
  offering: 'offered',
  waiting: 'waits',
  navigating: 'when full',
  ending: 'nobody',
  ringing: 'on break',
  voicemail: 'overflow',
  closing: 'told, ends',
};

function cell(situation: readonly string[], [call, ...events]: readonly [string, ...string[]]): string {
  const story = new HallStory(LISTS).given(...situation);
  const calls = [...story.world.hall.calls.values()];
  // Nobody waits of whom it could tell.
  if (call === 'c2' && !calls.some(({ callId }) => callId === call)) return '-';
  for (const event of events) story.given(event);
  const after = [...story.world.hall.calls.values()].find(({ callId }) => callId === call);
  return after === undefined ? 'gone' : (WHERE[after.phase] ?? after.phase);
}

function table(): string {
  const line = (name: string, cells: readonly string[]): string =>
    [name.padEnd(26), ...cells.map((text) => text.padEnd(12))].join('').trimEnd();
  const rows = Object.entries(EVENTS).map(([name, events]) =>
    line(
      name,
      Object.values(SITUATIONS).map((situation) => cell(situation, events)),
    ),
  );
  return [line('', Object.keys(SITUATIONS)), ...rows].join('\n');
}

test('what becomes of callers is as the table of the README of acd says', () => {
  const readme = readFileSync(new URL('../../acd/README.md', import.meta.url), 'utf8');
  const told = readme.split('```').find((part) => part.includes('a caller comes'));
  expect(told?.trimEnd().replace(/^\n/, '')).toBe(table());
});
