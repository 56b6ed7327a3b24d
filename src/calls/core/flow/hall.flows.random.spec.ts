import fc from 'fast-check';

import { callerIn, DEEDS } from '../../../../test/fixtures/flow-caller.js';
import { FLOWS, randomGraph } from '../../../../test/fixtures/random-flows.js';
import { MOST_NODES } from '../../../ivr/core/flow-state.js';

const flows = fc.record(Object.fromEntries(FLOWS.map((name) => [name, randomGraph])));
const deeds = fc.array(fc.constantFrom(...DEEDS), { maxLength: 60 });

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
