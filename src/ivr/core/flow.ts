import type { Destination } from '../../kernel/destination.js';
import type { MenuId } from '../../kernel/ids.js';
import type { Menu } from './menu.js';

/** Where a caller is in a menu. */
export interface MenuProgress {
  readonly menuId: MenuId;
  /** The how-manieth playing of the prompt this is, from 1. */
  readonly attempt: number;
  readonly stage: 'prompting' | 'awaitingKey';
}

export type MenuEvent =
  | { readonly type: 'entered' }
  | { readonly type: 'promptEnded' }
  | { readonly type: 'keyPressed'; readonly key: string }
  | { readonly type: 'keyTimedOut' }
  /** The engine was away: what it missed is unknown, so the prompt is played again. */
  | { readonly type: 'resumed' };

export type MenuEffect =
  /** Play the menu's prompt, after a notice where there is one. */
  | { readonly effect: 'play'; readonly notice: 'invalid-key' | 'no-key' | null }
  | { readonly effect: 'stopPrompt' }
  | { readonly effect: 'awaitKey'; readonly timeoutMs: number }
  | { readonly effect: 'go'; readonly destination: Destination; readonly exhausted: boolean };

export interface MenuDecision {
  readonly progress: MenuProgress;
  readonly effects: readonly MenuEffect[];
}

export function enterMenu(menu: Menu): MenuDecision {
  return again({ menuId: menu.id, attempt: 1, stage: 'prompting' }, null);
}

/** Decides what an event means to a caller in a menu. A menu that waits for keys ends after its `attempts`. */
export function decideMenu(menu: Menu, progress: MenuProgress, event: MenuEvent): MenuDecision {
  const action = menu.action;
  switch (event.type) {
    case 'entered':
      return enterMenu(menu);
    case 'resumed':
      return again(progress, null);
    case 'promptEnded':
      if (progress.stage === 'awaitingKey') return { progress, effects: [] };
      return action.kind === 'go'
        ? goOn(progress, action.destination)
        : {
            progress: { ...progress, stage: 'awaitingKey' },
            effects: [{ effect: 'awaitKey', timeoutMs: action.keyTimeoutMs }],
          };
    case 'keyPressed':
      return action.kind === 'go' ? { progress, effects: [] } : pressed(action, progress, event.key);
    case 'keyTimedOut':
      if (progress.stage === 'prompting') return { progress, effects: [] };
      // A menu that has stopped waiting for keys since the caller came goes on at once.
      return action.kind === 'go' ? goOn(progress, action.destination) : missed(action, progress, 'no-key');
  }
}

function goOn(progress: MenuProgress, destination: Destination): MenuDecision {
  return { progress, effects: [{ effect: 'go', destination, exhausted: false }] };
}

type KeyMenu = Extract<Menu['action'], { kind: 'keys' }>;

function pressed(action: KeyMenu, progress: MenuProgress, key: string): MenuDecision {
  const silence: readonly MenuEffect[] = progress.stage === 'prompting' ? [{ effect: 'stopPrompt' }] : [];
  const destination = Object.hasOwn(action.keys, key) ? action.keys[key] : undefined;
  if (destination !== undefined) {
    return { progress, effects: [...silence, { effect: 'go', destination, exhausted: false }] };
  }
  const decision = missed(action, progress, 'invalid-key');
  return { progress: decision.progress, effects: [...silence, ...decision.effects] };
}

function missed(action: KeyMenu, progress: MenuProgress, notice: 'invalid-key' | 'no-key'): MenuDecision {
  if (progress.attempt >= action.attempts) {
    return { progress, effects: [{ effect: 'go', destination: action.otherwise, exhausted: true }] };
  }
  return again({ ...progress, attempt: progress.attempt + 1 }, notice);
}

function again(progress: MenuProgress, notice: 'invalid-key' | 'no-key' | null): MenuDecision {
  return { progress: { ...progress, stage: 'prompting' }, effects: [{ effect: 'play', notice }] };
}
