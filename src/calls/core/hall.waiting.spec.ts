import { HallStory, IN_QUEUE, ONE_AGENT } from '../../../test/fixtures/hall-story.js';
import { agent, demonstration, queue, toMenu, toPrompt, toQueue, prompt } from '../../../test/fixtures/node-config.js';
import { ONLY_MUSIC, type QueueWaiting } from '../../acd/core/queue-waiting.js';
import type { PromptId } from '../../kernel/ids.js';

/** The demonstration, of whose queue callers hear more than music. */
function telling(change: Partial<QueueWaiting>, more: Parameters<typeof queue>[2] = {}): HallStory {
  return new HallStory(
    demonstration({
      queues: [
        queue('acme', '2000', { maxWaitS: 600, ...more, waiting: { ...ONLY_MUSIC, ...change } }),
        queue('acme', '2001'),
      ],
      prompts: ['welcome', 'below', 'hours', 'bye', 'all-busy', 'advert', 'please-wait'].map((id) =>
        prompt('acme', id),
      ),
    }),
  );
}

const POSITION = { tells: 'position', tellsFromS: 10, tellsEveryS: 30 } as const;

describe('what a caller hears who waits', () => {
  test('the position from the tenth second on, then every thirty, music between', () => {
    telling(POSITION).given(IN_QUEUE).tells(`
    22     timer c1 say
           > no music to caller1
           > play c1-p2 to caller1: prompts/zh/position-is prompts/zh/number-1 prompts/zh/position-end
    25     c1-p2 ends
           > music default to caller1
    52     timer c1 say
           > no music to caller1
           > play c1-p3 to caller1: prompts/zh/position-is prompts/zh/number-1 prompts/zh/position-end
    `);
  });

  test('an agent becomes free while the position is said: called at once, at the answer the words are cut', () => {
    telling(POSITION).given(IN_QUEUE, '22 timer c1 say').tells(`
    23     agent 1001 logs in 2000
           * a1001 loggedOut -> ready
           * a1001 ready -> offered in c1
           * c1 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > dial c1-a1 at acme-8001 for 13800000001, 25 s
    24     c1-a1 answers
           * c1 party.connected agentId=a1001 agentNumber=1001
           * a1001 offered -> talking in c1
           > stop c1-p2
           > bridge c1-b: caller1 c1-a1
           > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
    24     c1-p2 ends
    `);
  });

  test('the words end while a telephone rings: music goes on, and what is due is said when nobody answers', () => {
    telling({ ...POSITION, tellsEveryS: 10 }).given(IN_QUEUE, '22 timer c1 say', '23 agent 1001 logs in 2000').tells(`
    24     c1-p2 ends
           > music default to caller1
    32     timer c1 say
    43     timer c1 ring
           * c1 agent.missed agentId=a1001 why=no_answer
           * a1001 offered -> notReady (no_answer) in c1
           > hang up c1-a1 16
    43     timer c1 say
           > no music to caller1
           > play c1-p3 to caller1: prompts/zh/position-is prompts/zh/number-1 prompts/zh/position-end
    `);
  });

  test('who comes later is told the later place; who leaves makes it one less', () => {
    telling(POSITION).given(IN_QUEUE, '13 caller2 arrives', '14 caller2 presses 1').tells(`
    22     timer c1 say
           > no music to caller1
           > play c1-p2 to caller1: prompts/zh/position-is prompts/zh/number-1 prompts/zh/position-end
    24     timer c2 say
           > no music to caller2
           > play c2-p2 to caller2: prompts/zh/position-is prompts/zh/number-2 prompts/zh/position-end
    30     caller1 hangs up
           * c1 call.ended by=caller causeCode=16 lostReason=abandoned_in_queue
           * c1 record: ended by caller 16, lost=abandoned_in_queue tenant=acme queue=q2000 agent=- offers=0, arrived 10 answered 10 menu 10 queued 12 ended 30
    31     c2-p2 ends
           > music default to caller2
    54     timer c2 say
           > no music to caller2
           > play c2-p3 to caller2: prompts/zh/position-is prompts/zh/number-1 prompts/zh/position-end
    `);
  });

  test('the expected wait is told where there are agents, and not where nobody is there', () => {
    telling({ tells: 'wait', tellsFromS: 10 })
      .given('0 agent 1001 logs in 2000', IN_QUEUE, '13 c1-a1 answers', '14 caller2 arrives', '15 caller2 presses 1')
      .tells(
        `
    25     timer c2 say
           > no music to caller2
           > play c2-p2 to caller2: prompts/zh/wait-is prompts/zh/number-3 prompts/zh/wait-minutes
    26     c2-p2 ends
           > music default to caller2
    27     agent 1001 logs out
    85     timer c2 say
    `,
      );
  });

  test('first words on entering, then music; the advertisement at its interval', () => {
    telling({
      firstPromptId: 'please-wait' as PromptId,
      periodicPromptId: 'advert' as PromptId,
      periodicEveryS: 45,
    })
      .given('10 caller1 arrives')
      .tells(
        `
    12     caller1 presses 1
           * c1 key.pressed key=1
           * c1 queue.entered queueId=q2000 number=2000
           > stop c1-p1
           > play c1-p2 to caller1: acme/please-wait
    15     c1-p2 ends
           > music default to caller1
    57     timer c1 say
           > no music to caller1
           > play c1-p3 to caller1: acme/advert
    `,
      );
  });

  test('a prompt that is not there, or whose end is never told: music again', () => {
    telling(POSITION).given(IN_QUEUE, '22 timer c1 say').tells(`
    22     c1-p2 breaks off
    22.5   timer c1 prompt
           > stop c1-p2
           > music default to caller1
    `);
  });

  test('after an outage the music goes on, the words are not said again', () => {
    telling(POSITION).given(IN_QUEUE, '22 timer c1 say').tells(`
    23     asterisk returns: caller1
           > stop c1-p2
           > answer caller1
           > music default to caller1
    `);
  });

  test('waited too long while something is said: it is cut', () => {
    telling(POSITION, { maxWaitS: 11 }).given(IN_QUEUE, '22 timer c1 say').tells(`
    23     timer c1 maxWait
           * c1 queue.left queueId=q2000 why=max_wait
           > stop c1-p2
           > play c1-p3 to caller1: acme/all-busy
    `);
  });

  test('who is not answered yet is told nothing', () => {
    const story = telling(POSITION, { answerBeforeAgent: false });
    story.given(IN_QUEUE);
    expect([...story.world.hall.calls.values()][0]?.timers.say).toBeDefined();
    const direct = new HallStory(
      demonstration({
        accessNumbers: [{ number: '95001', tenantId: 'acme' as never, destination: toQueue('2000'), language: 'zh' }],
        queues: [queue('acme', '2000', { answerBeforeAgent: false, waiting: { ...ONLY_MUSIC, ...POSITION } })],
      }),
    );
    direct.given('10 caller1 arrives');
    expect([...direct.world.hall.calls.values()][0]?.timers.say).toBeUndefined();
  });
});

describe('callers for whom waiting makes no sense go elsewhere', () => {
  test('nobody is logged in', () => {
    telling({ whenNobody: toPrompt('hours') }).given('10 caller1 arrives').tells(`
    12     caller1 presses 1
           * c1 key.pressed key=1
           * c1 queue.entered queueId=q2000 number=2000
           * c1 queue.left queueId=q2000 why=nobody_logged_in
           > stop c1-p1
           > play c1-p2 to caller1: acme/hours
    14     c1-p2 ends
           > hang up caller1 16
    14     caller1 ends 16
           * c1 call.ended by=system causeCode=16 lostReason=queue_unstaffed
           * c1 record: ended by system 16, lost=queue_unstaffed tenant=acme queue=q2000 agent=- offers=0, arrived 10 answered 10 menu 10 queued 12 ended 14
    `);
  });

  test('all who are logged in take a break: another queue', () => {
    telling({ whenOnBreak: toQueue('2001') })
      .given(ONE_AGENT, '1 agent 1001 goes not ready lunch', '10 caller1 arrives')
      .tells(
        `
    12     caller1 presses 1
           * c1 key.pressed key=1
           * c1 queue.entered queueId=q2000 number=2000
           * c1 queue.left queueId=q2000 why=nobody_ready
           * c1 queue.entered queueId=q2001 number=2001
           > stop c1-p1
           > music default to caller1
    `,
      );
  });

  test('the last agent logs out while somebody waits: they go elsewhere then', () => {
    telling({ whenNobody: toMenu('below') })
      .given('0 agent 1001 logs in 2000', '0 agent 1002 logs in 2000', IN_QUEUE, '13 c1-a1 answers')
      .given('14 agent 1002 goes not ready lunch', '14 caller2 arrives', '15 caller2 presses 1')
      .tells(
        `
    16     agent 1002 logs out
           * a1002 notReady -> loggedOut
    17     caller1 hangs up
           * a1001 talking -> ready in c1
           * a1001 ready -> offered in c2
           * c2 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > drop bridge c1-b
           > hang up c1-a1 16
           > dial c2-a1 at acme-8001 for 13800000002, 25 s
    18     c2-a1 ends 17
           * c2 agent.missed agentId=a1001 why=busy
           * a1001 offered -> notReady (busy) in c2
    19     agent 1001 logs out
           * a1001 notReady -> loggedOut
           * c2 queue.left queueId=q2000 why=nobody_logged_in
           * c2 menu.entered menuId=below
           > no music to caller2
           > play c2-p2 to caller2: acme/below
    `,
      );
  });

  test('the last agent takes a break while somebody waits: who is free in the other queue has them at once', () => {
    const waiting = { ...ONLY_MUSIC, whenOnBreak: toQueue('2001') };
    new HallStory(
      demonstration({
        queues: [queue('acme', '2000', { waiting }), queue('acme', '2001')],
        agents: [agent('acme', '1001'), agent('acme', '1002', ['2001'])],
      }),
    )
      .given('0 agent 1001 logs in 2000', '0 agent 1002 logs in 2001', IN_QUEUE, '13 c1-a1 answers')
      .given('14 caller2 arrives', '15 caller2 presses 1')
      .tells(
        `
    16     agent 1001 goes not ready lunch
           * c2 queue.left queueId=q2000 why=nobody_ready
           * c2 queue.entered queueId=q2001 number=2001
           * a1002 ready -> offered in c2
           * c2 agent.offered agentId=a1002 agentNumber=1002 queueId=q2001
           > music default to caller2
           > dial c2-a1 at acme-8002 for 13800000002, 25 s
    `,
      );
  });

  test('the queue is full: the next caller hears so, those who wait are left alone', () => {
    telling({ fullAt: 1, whenFull: toPrompt('all-busy') }).given(IN_QUEUE, '13 caller2 arrives').tells(`
    14     caller2 presses 1
           * c2 key.pressed key=1
           * c2 queue.entered queueId=q2000 number=2000
           * c2 queue.left queueId=q2000 why=full
           > stop c2-p1
           > play c2-p2 to caller2: acme/all-busy
    16     c2-p2 ends
           > hang up caller2 16
    16     caller2 ends 16
           * c2 call.ended by=system causeCode=16 lostReason=queue_full
           * c2 record: ended by system 16, lost=queue_full tenant=acme queue=q2000 agent=- offers=0, arrived 13 answered 13 menu 13 queued 14 ended 16
    `);
  });
});
