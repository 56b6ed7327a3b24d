import { HallStory } from '../../../test/fixtures/hall-story.js';
import { straightTo, toExtension } from '../../../test/fixtures/node-config.js';

describe('extensions called without a queue', () => {
  test('extension rings and is not answered in time: nobody answers', () => {
    new HallStory(straightTo(toExtension('8001'))).tells(`
    10     caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 extension.dialled extensionId=x8001
           > dial c1-a1 at acme-8001 for 13800000001, 35 s
           > ring caller1
    11     c1-a1 rings
    40     timer c1 ring
           * c1 extension.missed extensionId=x8001 why=no_answer
           * c1 call.answered
           > hang up c1-a1 16
           > answer caller1
           > play c1-p1 to caller1: prompts/zh/nobody-answers
    40     c1-a1 ends 16
    44     c1-p1 ends
           > hang up caller1 16
    44     caller1 ends 16
           * c1 call.ended by=system causeCode=16 lostReason=extension_unreachable
           * c1 record: ended by system 16, lost=extension_unreachable tenant=acme queue=- agent=- offers=0, arrived 10 answered 40 ringing 11 ended 44
    `);
  });

  test('extension is busy', () => {
    new HallStory(straightTo(toExtension('8001'))).tells(`
    10     caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 extension.dialled extensionId=x8001
           > dial c1-a1 at acme-8001 for 13800000001, 35 s
           > ring caller1
    11     c1-a1 ends 17
           * c1 extension.missed extensionId=x8001 why=busy
           * c1 call.answered
           > answer caller1
           > play c1-p1 to caller1: prompts/zh/nobody-answers
    `);
  });

  test('extension is not in the configuration', () => {
    new HallStory(straightTo(toExtension('8009'))).tells(`
    10     caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 extension.dialled extensionId=x8009
           * c1 call.answered
           > answer caller1
           > play c1-p1 to caller1: prompts/zh/nobody-answers
    14     c1-p1 ends
           > hang up caller1 16
    14     caller1 ends 16
           * c1 call.ended by=system causeCode=16 lostReason=extension_unreachable
           * c1 record: ended by system 16, lost=extension_unreachable tenant=acme queue=- agent=- offers=0, arrived 10 answered 10 ended 14
    `);
  });

  test('extension answers: a conversation without queue and agent', () => {
    new HallStory(straightTo(toExtension('8001'))).tells(`
    10     caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 extension.dialled extensionId=x8001
           > dial c1-a1 at acme-8001 for 13800000001, 35 s
           > ring caller1
    11     c1-a1 rings
    13     c1-a1 answers
           * c1 call.answered
           * c1 party.connected extensionId=x8001
           > answer caller1
           > bridge c1-b: caller1 c1-a1
    20     caller1 hangs up
           > drop bridge c1-b
           > hang up c1-a1 16
    20     c1-a1 ends 16
           * c1 call.ended by=caller causeCode=16 lostReason=-
           * c1 record: ended by caller 16, lost=- tenant=acme queue=- agent=- offers=0, arrived 10 answered 13 ringing 11 connected 13 ended 20
    `);
  });
});
