import type { FlowGraph, FlowNode } from './flow-graph.js';
import type { Menu } from './menu.js';

/** A menu as the flow that it is: the simple way to one. */
export function flowOfMenu({ promptId, action }: Pick<Menu, 'promptId' | 'action'>): FlowGraph {
  const say = [{ prompt: promptId }];
  if (action.kind === 'go') {
    return {
      start: 'menu',
      nodes: {
        menu: { kind: 'play', say, interruptible: false, next: 'on' },
        on: { kind: 'go', destination: action.destination },
      },
    };
  }
  const { keyTimeoutMs, attempts, otherwise } = action;
  const keys = Object.entries(action.keys);
  const ways = keys.map(
    ([key, destination]) => [`key ${key}`, { kind: 'go', destination } satisfies FlowNode] as const,
  );
  return {
    start: 'menu',
    nodes: {
      ...Object.fromEntries(ways),
      menu: {
        kind: 'menu',
        say,
        keys: Object.fromEntries(keys.map(([key]) => [key, `key ${key}`])),
        keyTimeoutMs,
        attempts,
        otherwise: 'otherwise',
      },
      otherwise: { kind: 'go', destination: otherwise },
    },
  };
}
