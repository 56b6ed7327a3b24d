import { DEEDS } from '../../../test/fixtures/house/house-deeds.js';
import { HouseDice } from '../../../test/fixtures/house/house-dice.js';
import { House } from '../../../test/fixtures/house/house-story.js';

const STORIES = 40;
const STEPS = 300;
/** What stories are to have come to, or they walk past what they are for. */
const MUST_HAVE = [
  'agent consult',
  'agent completeTransfer',
  'agent conference',
  'agent transfer',
  'supervisor takeOver',
  'supervisor listen',
  'agent invite',
  'placed',
];

/** Plays a story and sends everybody home; what goes wrong is told with the story's last lines. */
function play(seed: number): House {
  const house = new House(seed, DEEDS);
  const dice = new HouseDice(seed);
  try {
    for (let step = 0; step < STEPS; step += 1) house.step(Math.floor(dice.next() * 2 ** 31));
    house.end(dice);
  } catch (error) {
    throw new Error(`seed ${seed}: ${String(error)}\n${house.trace.slice(-60).join('\n')}`, { cause: error });
  }
  return house;
}

describe('a company at random: agents, queues, supervisors, telephones, callbacks, evaluations, outages', () => {
  test('all who are there belong to a call and hear what they should; in the end everybody is free, with one record a call', () => {
    const done = new Set<string>();
    for (let seed = 1; seed <= STORIES; seed += 1) for (const what of play(seed).done.keys()) done.add(what);
    expect(MUST_HAVE.filter((what) => !done.has(what))).toEqual([]);
  }, 60_000);
});
