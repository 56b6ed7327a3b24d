import fc from 'fast-check';

import type { Destination } from '../../kernel/destination.js';
import type { MenuId, PromptId, QueueId, TenantId } from '../../kernel/ids.js';
import { decideFlow, enterFlow } from './flow.js';
import type { FlowDecision, FlowEffect, FlowEvent, FlowWorld } from './flow-state.js';
import { flowOfMenu } from './menu-flow.js';
import type { Menu } from './menu.js';

const QUEUE: Destination = { to: 'queue', queueId: 'q2000' as QueueId };
const GOODBYE: Destination = { to: 'play', promptId: 'bye' as PromptId };

function menu(action: Menu['action']): Menu {
  return { id: 'm1' as MenuId, tenantId: 't1' as TenantId, promptId: 'p1' as PromptId, action };
}

const keys = (attempts: number): Menu =>
  menu({ kind: 'keys', keys: { '1': QUEUE, '*': { to: 'hangUp' } }, keyTimeoutMs: 5000, attempts, otherwise: GOODBYE });
const KEYS = keys(3);
const GO = menu({ kind: 'go', destination: QUEUE });

const EVENTS: ReadonlyMap<string, FlowEvent> = new Map([
  ['ends', { type: 'promptEnded' }],
  ['silence', { type: 'keyTimedOut' }],
  ['back', { type: 'resumed' }],
]);
const eventOf = (word: string): FlowEvent => EVENTS.get(word) ?? { type: 'keyPressed', key: word };

const worldOf = (of: Menu): FlowWorld => {
  const graph = flowOfMenu(of);
  const nothing = { published: () => undefined, known: () => undefined, dialled: () => null };
  return { ...nothing, now: 0, graph: () => graph, calendar: () => 'rest' };
};
const enterMenu = (of: Menu): FlowDecision => enterFlow(worldOf(of), of.id);
function decideMenu(of: Menu, { progress }: FlowDecision, event: FlowEvent): FlowDecision {
  if (progress === null) throw new Error('the caller has left the menu');
  return decideFlow(worldOf(of), progress, event);
}

/** A story in words: `1` presses the key, `ends` ends the prompt, `silence` is the key's time-out, `back` an outage. */
function tell(of: Menu, story: string): string {
  let decision = enterMenu(of);
  const told = [`-> ${words(decision)}`];
  for (const word of story.split(' ').filter((one) => one !== '')) {
    decision = decideMenu(of, decision, eventOf(word));
    told.push(`${word} -> ${words(decision)}`);
  }
  return told.join('\n');
}

function words({ effects }: FlowDecision): string {
  return effects
    .filter(({ effect }) => effect !== 'enter')
    .map(wordsOf)
    .join(', ');
}

function wordsOf(effect: FlowEffect): string {
  switch (effect.effect) {
    case 'say':
      return effect.notice === null ? 'play' : `play after ${effect.notice}`;
    case 'stopPrompt':
      return 'stop';
    case 'awaitKey':
      return `wait ${effect.timeoutMs} ms`;
    case 'go':
      return `${effect.exhausted ? 'exhausted, go' : 'go'} to ${effect.destination.to}`;
    case 'score':
      return `${effect.question} ${String(effect.score)} of ${String(effect.most)}`;
    case 'enter':
    case 'language':
    case 'inquire':
    case 'over':
    case 'fail':
      return effect.effect;
  }
}

const lines = (text: string): string =>
  text
    .trim()
    .split('\n')
    .map((line) => line.trim())
    .join('\n');

test.each<[string, Menu, string, string]>([
  ['key after the prompt', KEYS, 'ends 1', '-> play \n ends -> wait 5000 ms \n 1 -> go to queue'],
  ['key during the prompt: it is cut off', KEYS, '1', '-> play \n 1 -> stop, go to queue'],
  ['star is a key like another', KEYS, '*', '-> play \n * -> stop, go to hangUp'],
  ['invalid key during the prompt', KEYS, '7', '-> play \n 7 -> stop, play after invalid-key'],
  ['invalid key after the prompt', KEYS, 'ends 7', '-> play \n ends -> wait 5000 ms \n 7 -> play after invalid-key'],
  ['no key', KEYS, 'ends silence', '-> play \n ends -> wait 5000 ms \n silence -> play after no-key'],
  ['one attempt only', keys(1), '7', '-> play \n 7 -> stop, exhausted, go to play'],
  ['a menu of no attempts is one of one', keys(0), '7', '-> play \n 7 -> stop, exhausted, go to play'],
  ['names of the language are no keys', KEYS, 'constructor', '-> play \n constructor -> stop, play after invalid-key'],
  ['outage during the prompt', KEYS, 'back 1', '-> play \n back -> play \n 1 -> stop, go to queue'],
  ['outage while waiting', KEYS, 'ends back', '-> play \n ends -> wait 5000 ms \n back -> play'],
  ['prompt ends twice', KEYS, 'ends ends', '-> play \n ends -> wait 5000 ms \n ends ->'],
  ['time-out that is too late', KEYS, 'silence', '-> play \n silence ->'],
  ['menu without keys', GO, 'ends', '-> play \n ends -> go to queue'],
  ['menu without keys does not listen', GO, '1 silence ends', '-> play \n 1 -> \n silence -> \n ends -> go to queue'],
])('%s', (_story, of, story, told) => {
  expect(lines(tell(of, story))).toBe(lines(told));
});

test('a menu that waits for keys and becomes one without: the caller goes on when the time is over', () => {
  const waiting = decideMenu(KEYS, enterMenu(KEYS), { type: 'promptEnded' });
  const { effects } = decideMenu(GO, waiting, { type: 'keyTimedOut' });
  expect(effects.at(-1)).toEqual({ effect: 'go', destination: QUEUE, exhausted: false, back: null });
});

test('whatever is pressed or not, the prompt is played at most `attempts` times, then the caller goes on', () => {
  const key = fc.constantFrom('0', '7', '#', 'A', 'ends', 'silence');
  fc.assert(
    fc.property(fc.array(key, { maxLength: 100, size: 'max' }), fc.integer({ min: 1, max: 9 }), (story, attempts) => {
      const of = keys(attempts);
      let decision = enterMenu(of);
      let played = 1;
      for (const word of [...story, ...Array<string>(attempts).fill('0')]) {
        decision = decideMenu(of, decision, eventOf(word));
        played += decision.effects.filter((effect) => effect.effect === 'say').length;
        const gone = decision.effects.find((effect) => effect.effect === 'go');
        if (gone !== undefined) {
          expect(gone).toEqual({ effect: 'go', destination: GOODBYE, exhausted: true, back: null });
          expect(played).toBe(attempts);
          return;
        }
        expect(played).toBeLessThanOrEqual(attempts);
      }
      throw new Error('the caller is still in the menu');
    }),
  );
});

test('a valid key ends the menu at any time', () => {
  const word = fc.constantFrom('7', 'ends', 'silence', 'back');
  fc.assert(
    fc.property(fc.array(word, { maxLength: 20 }), (story) => {
      const of = keys(100);
      let decision = enterMenu(of);
      for (const one of story) {
        decision = decideMenu(of, decision, eventOf(one));
      }
      const { effects } = decideMenu(of, decision, { type: 'keyPressed', key: '1' });
      expect(effects.at(-1)).toEqual({ effect: 'go', destination: QUEUE, exhausted: false, back: null });
    }),
  );
});
