import { toldStates, type ReportedParts } from './process-states.js';

const UP = { status: 'up' } as const;
const DOWN = { status: 'down', why: 'local_api.engine_unavailable: The call engine does not answer.' } as const;
const CALLS: ReportedParts = { process: UP, engine: UP, asterisk: UP, configuration: UP };
const WEB: ReportedParts = { process: UP, postgres: UP, calls: UP };

const statuses = (calls: ReportedParts | null, web: ReportedParts): Record<string, string> =>
  Object.fromEntries(Object.entries(toldStates({ calls, web }).status).map(([name, { status }]) => [name, status]));

test('all is well', () => {
  const { status } = toldStates({ calls: CALLS, web: WEB });
  for (const { status: one, why } of Object.values(status)) expect([one, why]).toEqual(['up', null]);
});

test('the engine is away: web answers, so it runs, and of Asterisk nobody knows', () => {
  const web = { ...WEB, calls: DOWN };
  expect(statuses(null, web)).toEqual({ calls: 'down', web: 'degraded', asterisk: 'unknown', postgres: 'up' });
});

test('why is said in both languages, without names of programs', () => {
  const { status, parts } = toldStates({ calls: null, web: { ...WEB, calls: DOWN } });
  expect(status.web.why).toEqual({ zh: '呼叫引擎没有应答', en: 'The call engine does not answer' });
  expect(parts.web.calls).toEqual({ status: 'down', why: status.web.why });
  expect(JSON.stringify({ status, parts })).not.toContain('local_api');
});

test('Asterisk is away and the engine says so: both engine and web run, not as they should', () => {
  const calls = { ...CALLS, asterisk: DOWN };
  const web = { ...WEB, calls: DOWN };
  expect(statuses(calls, web)).toEqual({ calls: 'degraded', web: 'degraded', asterisk: 'down', postgres: 'up' });
});

test('the database is away: web and engine run', () => {
  const calls = { ...CALLS, configuration: { status: 'degraded' } } as const;
  const web = { ...WEB, postgres: DOWN };
  expect(statuses(calls, web)).toEqual({ calls: 'degraded', web: 'degraded', asterisk: 'up', postgres: 'down' });
  expect(toldStates({ calls, web }).status.web.why?.zh).toBe('数据库没有应答');
});

test('an engine that has not started yet is no engine, though its process answers', () => {
  expect(statuses({ ...CALLS, engine: DOWN }, WEB).calls).toBe('down');
});

test('several neighbours away are told together', () => {
  const { why } = toldStates({ calls: null, web: { ...WEB, calls: DOWN, postgres: DOWN } }).status.web;
  expect(why?.zh).toBe('数据库没有应答；呼叫引擎没有应答');
});
