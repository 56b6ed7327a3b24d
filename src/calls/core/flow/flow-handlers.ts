import type { FlowEvent } from '../../../ivr/core/flow-state.js';
import type { CallDraft } from '../call-draft.js';
import { ifCurrent, onTimer, type Handlers } from '../call-handlers.js';
import { keyTold } from './flow-moves.js';

type HeardInFlow = Pick<Handlers, 'key.pressed' | 'prompt.ended'> & {
  readonly timers: Parameters<typeof onTimer>[0];
};

/** What a caller in a flow does, and how long it takes; `tell` leads them through it, alone or for an agent. */
export function heardInFlow(tell: (draft: CallDraft, event: FlowEvent) => void): HeardInFlow {
  return {
    'key.pressed': (draft, { key }) => {
      keyTold(draft, key);
      tell(draft, { type: 'keyPressed', key });
    },
    'prompt.ended': ifCurrent((draft) => {
      draft.promptIsOver();
      tell(draft, { type: 'promptEnded' });
    }),
    timers: {
      prompt: (draft) => {
        draft.stopPrompt();
        tell(draft, { type: 'promptEnded' });
      },
      key: (draft) => {
        tell(draft, { type: 'keyTimedOut' });
      },
    },
  };
}
