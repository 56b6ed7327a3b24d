import { HallStory } from '../../../../test/fixtures/hall-story.js';
import { straightTo, toExtension } from '../../../../test/fixtures/node-config.js';

/** A number that leads to the telephone at which agent 1001 sits. */
const DIRECT = straightTo(toExtension('8001'));
const IN_CALL = `10 caller1 arrives
  12 c1-a1 answers`;

describe('an agent whose telephone is called from outside', () => {
  test('holds the caller and comes back', () => {
    new HallStory(DIRECT).given('0 agent 1001 logs in 2000', IN_CALL).tells(`
    20     agent 1001 does hold in c1
           * c1 call.acted agentId=a1001 act=hold
           > leave caller1 c1-b
           > music default to caller1
    30     agent 1001 does retrieve in c1
           * c1 call.acted agentId=a1001 act=retrieve
           > no music to caller1
           > join caller1 c1-b
    `);
  });

  test('nobody is logged in there: nobody does anything with the call', () => {
    new HallStory(DIRECT).given('0 agent 1002 logs in 2000', IN_CALL).tells(`
    20     agent 1002 does hold in c1
           refused calls.not_in_this_call
    `);
  });
});
