import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { Destination } from '../../src/kernel/destination.js';
import type { CalendarId, ConnectionId, FlowId, PromptId } from '../../src/kernel/ids.js';
import type { FlowGraph, FlowNode } from '../../src/ivr/core/flow-graph.js';
import { CaseSystem, json } from '../fixtures/case-system.js';
import { OTHER_HZ as VALUE_HZ, promptHz, toneWav } from '../fixtures/box/prompt-tones.js';
import { TRUNK_ADDRESS, useBox } from '../fixtures/box/scene.js';

const ASKING = { keyTimeoutMs: 8000, attempts: 2, otherwise: 'agent' } as const;
const DIGITS = { digitTimeoutMs: 3000, terminator: '#' } as const;
const BALANCE = '余额';
const DONE = '办件 12 已办结';
const NOT_FOUND = '没有这个办件';
/** What the speech engine says it with. */
const TONES: Readonly<Record<string, number>> = { [BALANCE]: 600, [DONE]: 700, [NOT_FOUND]: 800 };

const hangUp: FlowNode = { kind: 'go', destination: { to: 'hangUp' } };
const said = (text: string, next: string): FlowNode => ({ kind: 'play', say: [{ text }], interruptible: false, next });

/** A bank: card and PIN are looked at by the bank itself. */
function bank(bankId: ConnectionId, welcome: PromptId, pin: PromptId, agent: Destination): FlowGraph {
  return {
    start: 'card',
    nodes: {
      card: {
        ...{ kind: 'collect', into: 'card', least: 4, most: 19, masked: false, ...DIGITS, ...ASKING },
        ...{ say: [{ prompt: welcome }], next: 'pin' },
      },
      pin: {
        ...{ kind: 'collect', into: 'pin', least: 6, most: 6, masked: true, ...DIGITS, ...ASKING },
        ...{ say: [{ prompt: pin }], next: 'right' },
      },
      right: {
        ...{ kind: 'request', connectionId: bankId, method: 'POST', path: '/pin', headers: {} },
        ...{ body: '{"card":"{card}","pin":"{pin}"}', timeoutMs: 3000, take: { balance: '/balance' } },
        ...{ next: 'balance', nothing: 'agent', otherwise: 'end' },
      },
      balance: {
        ...{ kind: 'play', interruptible: false, next: 'agent' },
        say: [{ text: BALANCE }, { value: '{balance}', as: 'amount' }],
      },
      agent: { kind: 'go', destination: agent },
      end: hangUp,
    },
  };
}

/** A citizens' line: the state of a case by its number, again and again. */
function cases(databaseId: ConnectionId, which: PromptId): FlowGraph {
  return {
    start: 'which',
    nodes: {
      which: {
        ...{ kind: 'collect', into: 'no', least: 1, most: 8, masked: false, ...DIGITS, ...ASKING, otherwise: 'end' },
        ...{ say: [{ prompt: which }], next: 'ask' },
      },
      ask: {
        ...{ kind: 'query', connectionId: databaseId, sql: 'SELECT state FROM company.cases WHERE no = $1' },
        ...{ parameters: ['{no}'], timeoutMs: 3000, take: { state: 'state' } },
        ...{ next: 'tell', nothing: 'unknown', otherwise: 'end' },
      },
      tell: said('办件 {no} {state}', 'which'),
      unknown: said(NOT_FOUND, 'which'),
      end: hangUp,
    },
  };
}

/** The line as citizens call it: an agent or the state of a case by day, a message by night. */
function citizens(calendarId: CalendarId, casesId: FlowId, welcome: PromptId, agent: Destination): FlowGraph {
  return {
    start: 'time',
    nodes: {
      time: { kind: 'calendar', calendarId, working: 'menu', rest: 'night', holiday: 'night' },
      menu: { kind: 'menu', say: [{ prompt: welcome }], keys: { '1': 'agent', '2': 'cases' }, ...ASKING },
      cases: { kind: 'flow', flowId: casesId, next: 'menu' },
      night: { kind: 'go', destination: { to: 'voicemail' } },
      agent: { kind: 'go', destination: agent },
    },
  };
}

/** One prompt after the other. */
function inTurn([first, second]: readonly [PromptId, PromptId]): FlowGraph {
  const play = (prompt: PromptId, next: string): FlowNode => ({
    ...{ kind: 'play', say: [{ prompt }], interruptible: false, next },
  });
  return { start: 'first', nodes: { first: play(first, 'second'), second: play(second, 'end'), end: hangUp } };
}

/** How content citizens are. */
function evaluation(question: PromptId): FlowGraph {
  return {
    start: 'ask',
    nodes: {
      ask: {
        ...{ kind: 'evaluate', question: '满意度', into: 'score', most: 5, ...ASKING, otherwise: 'end' },
        ...{ say: [{ prompt: question }], next: 'end' },
      },
      end: hangUp,
    },
  };
}

describe('callers in flows that ask systems of the company', () => {
  let system: CaseSystem;
  beforeAll(async () => {
    system = await CaseSystem.start(({ url, body, headers }, response) => {
      const { text, card, pin } = JSON.parse(body) as Partial<Record<'text' | 'card' | 'pin', string>>;
      if (url === '/speak') response.end(toneWav(TONES[text ?? ''] ?? 3000));
      else if (headers.authorization !== 'Bearer of the bank') json(response, {}, 401);
      else if (card === '6222' && pin === '135790') json(response, { balance: '128.50' });
      else json(response, {}, pin === '000000' ? 500 : 404);
    });
  });
  afterAll(() => system.stop());

  const scene = useBox(
    'flow',
    async (config) => {
      const tenant = await config.tenant('demo');
      await config.trunk('city', TRUNK_ADDRESS);
      const [welcome, second] = [await config.prompt(tenant, 'welcome'), await config.prompt(tenant, 'second-menu')];
      const farewell = await config.prompt(tenant, 'farewell');
      const asks = await config.flow(tenant, 'evaluation', evaluation(second));
      const hotline = await config.hotline(tenant, 1);
      const rated = await config.hotline(tenant, 1, { evaluation: { flowId: asks, fromS: 0 } });
      const always = { name: 'all day', weekdays: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '00:00' };
      const [day, night] = [await config.calendar(tenant, 'day', [always]), await config.calendar(tenant, 'night', [])];
      const bankId = await config.connection(tenant, 'bank', system.address, 'Bearer of the bank');
      const database = await config.companyTable('cases', "SELECT '12' AS no, '已办结' AS state");
      const databaseId = await config.connection(tenant, 'cases', database.address, database.password);
      const toAgent: Destination = { to: 'queue', queueId: hotline.queueId };
      const toRated: Destination = { to: 'queue', queueId: rated.queueId };
      const toFlow = async (name: string, graph: FlowGraph) =>
        config.accessNumber(tenant, { to: 'flow', flowId: await config.flow(tenant, name, graph) });
      const casesId = await config.flow(tenant, 'cases', cases(databaseId, welcome));
      const lost = await config.prompt(tenant, 'farewell', 'en');
      return {
        ...{ hotline, rated },
        withoutFile: await toFlow('without file', inTurn([lost, welcome])),
        byDay: await toFlow('by day', citizens(day, casesId, farewell, toRated)),
        byNight: await toFlow('by night', citizens(night, casesId, farewell, toRated)),
        bank: await toFlow('bank', bank(bankId, welcome, second, toAgent)),
        cases: await config.accessNumber(tenant, { to: 'flow', flowId: casesId }),
      };
    },
    {
      get variables() {
        return { CONNECTION_NETWORKS: '127.0.0.0/8', SPEECH_URL: `${system.address}/speak` };
      },
    },
  );

  it('the right PIN: the caller hears the balance, then the agent; no record tells the PIN', async () => {
    const { scene: stage, plan, box } = scene();
    const telephone = await stage.agent(plan.hotline.agents[0]!, { does: 'answer', after: 0 });
    const keys =
      's5000 | D6 s300 D2 s300 D2 s300 D2 s300 D# s5000 | D1 s300 D3 s300 D5 s300 D7 s300 D9 s300 D0 s5000 t400:9000';
    const caller = await stage.caller(plan.bank, { says: keys });
    await caller.sip.hears(promptHz('welcome'), 200);
    await caller.sip.goesOn();
    await caller.sip.hears(promptHz('second-menu'), 200);
    await caller.sip.goesOn();
    await caller.sip.hears(TONES[BALANCE]!, 300);
    await caller.sip.hears(VALUE_HZ, 300);
    await Promise.all([caller.sip.hears(900), telephone.hears(400)]);
    await telephone.hangsUp();
    await caller.sip.isOver();
    expect(system.asked.find(({ url }) => url === '/pin')?.body).toBe('{"card":"6222","pin":"135790"}');
    const steps = await box.query<{ detail: Record<string, unknown> }>(
      "SELECT detail FROM facts.call_step WHERE step = 'key.pressed' ORDER BY seq",
    );
    const masked = { masked: true };
    expect(steps.map(({ detail }) => detail)).toEqual([
      ...['6', '2', '2', '2', '#'].map((key) => ({ key })),
      ...Array.from({ length: 6 }, () => masked),
    ]);
  });

  it('card and PIN are typed at once during the welcome: no key is lost', async () => {
    const { scene: stage, plan } = scene();
    const telephone = await stage.agent(plan.hotline.agents[0]!, { does: 'answer', after: 0 });
    const typed = Array.from('6222#135790', (key) => `D${key} s100`).join(' ');
    const caller = await stage.caller(plan.bank, { says: `s5000 | ${typed} s5000 t400:9000` });
    await caller.sip.hears(promptHz('welcome'), 100);
    await caller.sip.goesOn();
    await caller.sip.hears(TONES[BALANCE]!, 300);
    await Promise.all([caller.sip.hears(900), telephone.hears(400)]);
    await telephone.hangsUp();
    await caller.sip.isOver();
  });

  it('a prompt whose file is gone: the caller goes on', async () => {
    const { scene: stage, plan, box } = scene();
    await rm(join(box.home, 'asterisk', 'media', 'prompts', 'en', 'farewell.wav'));
    const caller = await stage.caller(plan.withoutFile, { says: 's5000' });
    await caller.sip.hears(promptHz('welcome'), 200);
    await caller.sip.isOver();
    expect(await caller.record()).toMatchObject({ ended_by: 'system', lost_reason: null });
  });

  it('the bank answers with an error: the way otherwise', async () => {
    const { scene: stage, plan } = scene();
    const keys = 's5000 | D6 s300 D2 s300 D2 s300 D2 s300 D# s5000 | D0 s300 D0 s300 D0 s300 D0 s300 D0 s300 D0 s5000';
    const caller = await stage.caller(plan.bank, { says: keys });
    await caller.sip.hears(promptHz('welcome'), 200);
    await caller.sip.goesOn();
    await caller.sip.hears(promptHz('second-menu'), 200);
    await caller.sip.goesOn();
    await caller.sip.isOver();
    expect(await caller.record()).toMatchObject({ ended_by: 'system', cause_code: 16, lost_reason: null });
  });

  it('the state of a case is looked up and spoken; of one that is not there the caller hears so', async () => {
    const { scene: stage, plan } = scene();
    const caller = await stage.caller(plan.cases, {
      says: 's5000 | D1 s300 D2 s300 D# s5000 | D7 s300 D# s5000',
    });
    await caller.sip.hears(promptHz('welcome'), 200);
    await caller.sip.goesOn();
    await caller.sip.hears(TONES[DONE]!, 300);
    await caller.sip.hears(promptHz('welcome'), 200);
    await caller.sip.goesOn();
    await caller.sip.hears(TONES[NOT_FOUND]!, 300);
    await caller.sip.hangsUp();
    expect(await caller.record()).toMatchObject({ lost_reason: 'abandoned_in_menu' });
  });

  it('a citizens’ line by day: an agent; once they have hung up the caller says how it was', async () => {
    const { scene: stage, plan, box } = scene();
    const telephone = await stage.agent(plan.rated.agents[0]!, { does: 'answer', after: 0 });
    const caller = await stage.caller(plan.byDay, { says: 's5000 | D1 s300 t400:9000 | D5 s5000' });
    await caller.sip.hears(promptHz('farewell'), 200);
    await caller.sip.goesOn();
    await Promise.all([caller.sip.hears(900), telephone.hears(400)]);
    await telephone.hangsUp();
    await caller.sip.hears(promptHz('second-menu'), 200);
    await caller.sip.goesOn();
    await caller.sip.isOver();
    const record = await caller.record();
    expect(record).toMatchObject({ lost_reason: null, agent_id: plan.rated.agents[0]!.id });
    const given = await box.query<object>('SELECT agent_id, queue_id, question, score, most FROM reports.evaluation');
    const { agents, queueId } = plan.rated;
    expect(given).toEqual([{ agent_id: agents[0]!.id, queue_id: queueId, question: '满意度', score: 5, most: 5 }]);
  });

  it('by day: a case by its number, and back to the choice', async () => {
    const { scene: stage, plan } = scene();
    const caller = await stage.caller(plan.byDay, { says: 's5000 | D2 s5000 | D1 s300 D2 s300 D# s5000' });
    await caller.sip.hears(promptHz('farewell'), 200);
    await caller.sip.goesOn();
    await caller.sip.hears(promptHz('welcome'), 200);
    await caller.sip.goesOn();
    await caller.sip.hears(TONES[DONE]!, 300);
    await caller.sip.hangsUp();
    expect(await caller.record()).toMatchObject({ lost_reason: 'abandoned_in_menu' });
  });

  it('by night: a message', async () => {
    const { scene: stage, plan } = scene();
    const caller = await stage.caller(plan.byNight, { says: 's60000 | t400:1500 D# s60000' });
    await caller.sip.hears(promptHz('leave-a-message'));
    await caller.reaches('recording.started');
    await caller.sip.goesOn();
    await caller.sip.hears(promptHz('message-kept'));
    expect(await caller.record()).toMatchObject({ lost_reason: 'message_left' });
  });
});
