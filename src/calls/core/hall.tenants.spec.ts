import { HallStory } from '../../../test/fixtures/hall-story.js';
import {
  agent,
  demonstration,
  extension,
  goMenu,
  prompt,
  queue,
  straightTo,
  tenant,
  toExtension,
  toMenu,
  toPrompt,
  toQueue,
} from '../../../test/fixtures/node-config.js';

const OTHERS = {
  tenants: [tenant('acme'), tenant('other')],
  extensions: [...demonstration().extensions, extension('other', '9001')],
  queues: [...demonstration().queues, queue('other', '3000')],
  agents: [...demonstration().agents, agent('other', '1009', ['3000'])],
  menus: [...demonstration().menus, goMenu('other', 'secret', toQueue('3000'))],
  prompts: [...demonstration().prompts, prompt('other', 'secret')],
};

describe('destinations that name what belongs to another tenant', () => {
  test("queue of another tenant: it does not exist, its agents' telephones stay silent", () => {
    new HallStory(straightTo(toQueue('3000'), OTHERS)).tells(`
    9      agent 1009 logs in 3000
           * a1009 loggedOut -> ready
    10     caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 call.answered
           > answer caller1
           > play c1-p1 to caller1: prompts/zh/all-agents-busy
    `);
  });

  test('extension of another tenant: nobody answers there', () => {
    new HallStory(straightTo(toExtension('9001'), OTHERS)).tells(`
    10     caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 extension.dialled extensionId=x9001
           * c1 call.answered
           > answer caller1
           > play c1-p1 to caller1: prompts/zh/nobody-answers
    `);
  });

  test('menu or prompt of another tenant: goodbye', () => {
    for (const destination of [toMenu('secret'), toPrompt('secret')]) {
      new HallStory(straightTo(destination, OTHERS)).tells(`
      10     caller1 arrives
             * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
             * c1 call.answered
             > answer caller1
             > play c1-p1 to caller1: prompts/zh/goodbye
      `);
    }
  });
});
