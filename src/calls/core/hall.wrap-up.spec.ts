import { HallStory, ONE_AGENT, TALKING, TWO_AGENTS } from '../../../test/fixtures/hall-story.js';
import { demonstration, queue } from '../../../test/fixtures/node-config.js';
import type { Disposition, DispositionId } from '../../acd/core/disposition.js';
import type { NotReadyReason } from '../../acd/core/not-ready-reason.js';
import type { AgentId, CallId, QueueId, TenantId } from '../../kernel/ids.js';

const ACME = 'acme' as TenantId;
const disposition = (code: string, more: Partial<Disposition> = {}): Disposition => ({
  ...{
    id: `d${code}` as DispositionId,
    tenantId: ACME,
    code,
    name: { zh: code, en: code },
    queueIds: [],
    active: true,
  },
  ...more,
});
const reason = (code: string, key: string, active = true): NotReadyReason => ({
  ...{ tenantId: ACME, code, key, name: { zh: key, en: key }, paid: true, active },
});
/** Queue 2000 asks for a disposition, and gives 30 s to say it. */
const ASKING = demonstration({
  queues: [queue('acme', '2000', { wrapUpS: 30, dispositionRequired: true, record: false })],
  dispositions: [
    disposition('1'),
    disposition('2', { active: false }),
    disposition('3', { queueIds: ['q2001' as QueueId] }),
    disposition('4', { queueIds: ['q2000' as QueueId] }),
    { ...disposition('5'), tenantId: 'other' as TenantId },
  ],
  notReadyReasons: [reason('12', '12'), reason('3', 'coffee'), reason('1', '1', false)],
});
const WRAP_UP = `${TALKING.replace(/\n.*recorded/, '')}
  40 caller1 hangs up
  41 c1-a1 ends 16`;

const story = (): HallStory => new HallStory(ASKING).given(ONE_AGENT, WRAP_UP);
/** What agent 1001 dials, and hears. */
function dials(hall: HallStory, at: number, code: string, caller = 'caller2'): string[] {
  return hall
    .play(`${String(at)} ${caller} arrives from acme-8001 calling ${code}`)
    .split('\n')
    .filter((line) => line.includes('said by') || line.includes('> play') || line.includes('->'))
    .map((line) => line.trim());
}
const facts = (hall: HallStory, what: string): readonly object[] =>
  hall.world.journal.facts.filter((fact) => fact.kind === 'call.saying' && fact.what === what);

test('an agent keys what came of the call, and is asked no more', () => {
  const hall = story();
  expect(hall.world.hall.agents.get('a1001' as AgentId)).toMatchObject({ phase: 'wrapUp', owes: 'c1' });
  expect(dials(hall, 45, '*754')).toEqual([
    '* c1 said by 1001: agent=a1001 disposition=d4',
    '> play c2-p1 to caller2: prompts/zh/disposition-kept',
  ]);
  hall.given('47 c2-p1 ends', '47 caller2 ends 16', '70 timer 1001 wrapUp');
  expect(facts(hall, 'left_out')).toEqual([]);
});

test('an agent who was asked along keys it too, and can key nothing else', () => {
  const hall = new HallStory(ASKING).given(TWO_AGENTS, TALKING.replace(/\n.*recorded/, ''));
  hall.given('20 agent 1001 does consult a1002 in c1', '22 c1-a2 answers');
  const keys = (row: string, from: number): string =>
    hall.play(Array.from(row, (key, n) => `${String(from + n / 10)} c1-a2 presses ${key}`).join('\n'));
  expect(keys('*054#', 25)).toContain('* c1 said by 1002: agent=a1002 disposition=d4');
  expect(keys('*1', 30)).toContain('> play c1-k30100 to c1-a2: prompts/zh/not-now');
  // Held in their turn they hear music, which words would end.
  hall.given('31 agent 1001 does swap in c1');
  expect(keys('*1', 32)).not.toContain('> play');
});

test('an agent keys what came of the call while they talk, and is asked no more after it', () => {
  const hall = new HallStory(ASKING).given(ONE_AGENT, TALKING.replace(/\n.*recorded/, ''));
  const keys = (row: string, from: number): string =>
    hall.play(Array.from(row, (key, n) => `${String(from + n / 10)} c1-a1 presses ${key}`).join('\n'));
  expect(keys('*052#', 20)).toContain('> play c1-k20400 to c1-a1: prompts/zh/no-such-code');
  expect(keys('*051#', 25)).toContain('> play c1-k25400 to c1-a1: prompts/zh/disposition-kept');
  expect(keys('*054#', 30)).toContain('* c1 said by 1001: agent=a1001 disposition=d4');
  expect(facts(hall, 'said')).toMatchObject([{ dispositionId: 'd1' }, { dispositionId: 'd4', agentId: 'a1001' }]);
  hall.given('40 caller1 hangs up', '41 c1-a1 ends 16');
  expect(hall.world.hall.agents.get('a1001' as AgentId)).toMatchObject({ phase: 'wrapUp', owes: null });
  hall.given('70 timer 1001 wrapUp');
  expect(facts(hall, 'left_out')).toEqual([]);
});

test('nobody says it: noted when the wrap-up is over, and the agent is ready', () => {
  story().tells(`
    70 timer 1001 wrapUp
           * a1001 wrapUp -> ready in c1
           * c1 left_out by 1001: agent=a1001
  `);
});

test('the engine dies in the wrap-up: what was asked for is so after it', () => {
  const hall = story().given('50 engine dies', '51 asterisk returns:');
  hall.given('70 timer 1001 wrapUp');
  expect(facts(hall, 'left_out')).toEqual([
    expect.objectContaining({ callId: 'c1', agentId: 'a1001', tenantId: 'acme', by: '1001' }),
  ]);
});

test.each(['*752', '*753', '*755', '*759'])(
  '%s: inactive, of other queues, of another tenant, or none at all',
  (code) => {
    const hall = story();
    expect(dials(hall, 45, code)).toEqual(['> play c2-p1 to caller2: prompts/zh/no-such-code']);
    expect(facts(hall, 'said')).toEqual([]);
  },
);

test('who is in no wrap-up has nothing to say by a code', () => {
  const hall = new HallStory(ASKING).given(ONE_AGENT);
  expect(dials(hall, 45, '*751', 'caller1')).toEqual(['> play c1-p1 to caller1: prompts/zh/not-now']);
});

test('said by a program: of a call that is over as well; a note alone is no disposition', () => {
  const hall = story();
  const said = { type: 'call.said', tenantId: ACME, callId: 'c1' as CallId, agentId: null, by: 'CRM' } as const;
  hall.world.take({ ...said, id: 's1', note: 'calls again\non Monday' }, 50_000);
  expect(hall.world.hall.agents.get('a1001' as AgentId)).toMatchObject({ owes: 'c1' });
  hall.world.take({ ...said, id: 's2', dispositionId: 'd1' }, 51_000);
  expect(hall.world.hall.agents.get('a1001' as AgentId)).toMatchObject({ owes: null });
  hall.world.take({ ...said, id: 's3', callId: 'long-ago' as CallId, dispositionId: null }, 52_000);
  expect(facts(hall, 'said')).toMatchObject([
    { id: 's1', callId: 'c1', note: 'calls again\non Monday', by: 'CRM' },
    { id: 's2', callId: 'c1', dispositionId: 'd1' },
    { id: 's3', callId: 'long-ago', dispositionId: null },
  ]);
});

test('reasons of the tenant, by their codes; the first that may be chosen where none is keyed', () => {
  const hall = new HallStory(ASKING).given(ONE_AGENT);
  expect(dials(hall, 10, '*7312', 'caller1')).toContain('* a1001 ready -> notReady (12)');
  hall.given('12 c1-p1 ends', '12 caller1 ends 16', '13 agent 1001 goes ready');
  expect(dials(hall, 20, '*73')).toContain('* a1001 ready -> notReady (coffee)');
  hall.given('22 c2-p1 ends', '22 caller2 ends 16');
  expect(dials(hall, 30, '*731', 'caller3')).toEqual(['> play c3-p1 to caller3: prompts/zh/no-such-code']);
});
