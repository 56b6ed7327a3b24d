/**
 * demonstrate.ts zh|en: places the demonstration call on the box whose settings are in the environment (called by
 * appliance/up --demo). SIPp is the caller (tone of 400 Hz) and the agent's telephone (1000 Hz). Tells the story as the
 * engine's event stream tells it, line by line, with seconds since the call arrived. Ends with 1, naming the step, when
 * one fails; no SIPp process is left.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Fact } from '../../src/kernel/domain-events.ts';
import { ask } from '../lib/local-api.ts';
import { makeCapture, parseCapture } from './capture.ts';
import { EventStream } from './events.ts';
import { decodeOpus, listen } from './recording.ts';
import { endAll, freePort, startSipp, type Sipp } from './sipp.ts';
import { CALL_STORY, recordFaults, type Language, type Text } from './story.ts';

const TENANT = 'demo';
const AGENT = '1001';
const TELEPHONE = 'demo-1001';
const ACCESS_NUMBER = '4001';
const CALLER_HZ = 400;
const AGENT_HZ = 1000;
/** Key 1 after 2 s; the telephone rings 1.5 s; so this leaves a good 6 s of conversation. */
const CALL_MS = 10_500;
const LEAST_TALK_MS = 4_000;
const STEP_MS = 20_000;
const TRUNK_ADDRESS = '127.0.0.2';
const TELEPHONE_ADDRESS = '127.0.0.3';

class DemonstrationError extends Error {
  readonly step: string;
  readonly text: Text;

  constructor(step: string, text: Text) {
    super(text.en);
    this.step = step;
    this.text = text;
  }
}

const language: Language = process.argv[2] === 'zh' ? 'zh' : 'en';
const home = setting('CALLRACK_HOME');
const socketPath = join(home, 'run', 'calls.sock');
/** A number that no other call of this moment has. */
const callerNumber = `1391${String(Date.now() % 10_000_000).padStart(7, '0')}`;

/** Ends the story early; what was begun is then cleared away as after any failure. */
let interrupt = (): void => undefined;

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set`);
  return value;
}

function print(seconds: string, name: string, text: Text): void {
  process.stdout.write(`  ${seconds.padStart(10)}  ${name.padEnd(10)}${text[language]}\n`);
}

async function commandAgent(action: string): Promise<void> {
  const answer = await ask({ socketPath, method: 'POST', path: `/v1/agents/${TENANT}/${AGENT}/${action}` }, {});
  if (answer.status !== 200) {
    const why = `agent ${AGENT} ${action}: ${String(answer.status)} ${answer.body}`;
    throw new DemonstrationError('agent', { en: why, zh: why });
  }
}

async function agentPhase(): Promise<string> {
  const { body } = await ask({ socketPath, path: `/v1/agents/${TENANT}/${AGENT}` });
  return (JSON.parse(body) as { readonly phase: string }).phase;
}

/** Signs the telephone in; returns the port at which it is then called. */
async function register(folder: string, remote: string): Promise<number> {
  const secrets = JSON.parse(await readFile(join(home, 'secrets', 'demo-telephones.json'), 'utf8')) as Record<
    string,
    string
  >;
  const password = secrets[TELEPHONE];
  const missing = { en: `no password for ${TELEPHONE} in secrets/`, zh: `secrets/ 中没有 ${TELEPHONE} 的密码` };
  if (password === undefined) throw new DemonstrationError('register', missing);
  const injected = join(folder, 'telephone.csv');
  await writeFile(injected, `SEQUENTIAL\n${TELEPHONE};[authentication username=${TELEPHONE} password=${password}]\n`, {
    mode: 0o600,
  });
  const port = await freePort(TELEPHONE_ADDRESS, 5070);
  const run = { scenario: 'register', folder, remote, address: TELEPHONE_ADDRESS, port, mediaPort: 30_000 } as const;
  const status = await startSipp({ ...run, more: ['-inf', injected] }).ended;
  await rm(injected);
  const refused = { en: `telephone ${TELEPHONE} could not sign in`, zh: `话机 ${TELEPHONE} 注册失败` };
  if (status !== 0) throw new DemonstrationError('register', refused);
  print('', 'register', { en: `telephone ${TELEPHONE} signs in`, zh: `话机 ${TELEPHONE} 注册成功` });
  return port;
}

async function startTelephone(folder: string, remote: string, port: number): Promise<Sipp> {
  await writeFile(join(folder, 'agent.pcap'), makeCapture(parseCapture(`t${String(AGENT_HZ)}:30000`)));
  return startSipp({ scenario: 'telephone', folder, remote, address: TELEPHONE_ADDRESS, port, mediaPort: 30_000 });
}

async function startCaller(folder: string, remote: string): Promise<Sipp> {
  await writeFile(join(folder, 'caller.pcap'), makeCapture(parseCapture(`s2000 D1 s200 t${String(CALLER_HZ)}:30000`)));
  const port = await freePort(TRUNK_ADDRESS, Number(process.env.DEMO_TRUNK_PORT ?? '5080'));
  const more = ['-s', ACCESS_NUMBER, '-d', String(CALL_MS), '-key', 'from', callerNumber];
  return startSipp({ scenario: 'caller', folder, remote, address: TRUNK_ADDRESS, port, mediaPort: 30_000, more });
}

/** Facts of our call only, the first of which is its arrival. */
async function nextFact(events: EventStream, callId: string | undefined, deadline: number): Promise<Fact | undefined> {
  for (;;) {
    const fact = await events.next(deadline);
    if (fact === undefined) return undefined;
    if (callId !== undefined && 'callId' in fact && fact.callId === callId && fact.kind !== 'agent.step') return fact;
    const arrived = fact.kind === 'call.step' && fact.step === 'call.arrived';
    if (callId === undefined && arrived && fact.detail.caller === callerNumber) return fact;
  }
}

/** Tells the story until its last chapter, chapter by chapter into `told`. @throws DemonstrationError */
async function follow(events: EventStream, told: Map<string, Fact>): Promise<void> {
  let callId: string | undefined;
  let beganAt = 0;
  let deadline = Date.now() + STEP_MS;
  while (told.size < CALL_STORY.length) {
    const fact = await nextFact(events, callId, deadline);
    if (fact === undefined) throw missing(told);
    if (fact.kind !== 'agent.step' && fact.kind !== 'limit.reached' && callId === undefined) {
      callId = fact.callId;
      beganAt = fact.at;
    }
    for (const chapter of CALL_STORY) {
      const text = chapter.tell(fact);
      if (text === undefined || told.has(chapter.name)) continue;
      told.set(chapter.name, fact);
      print(`+${((fact.at - beganAt) / 1000).toFixed(3)} s`, chapter.name, text);
      deadline = Date.now() + STEP_MS;
    }
    // When the call is over, what it did not reach will not come any more.
    if (told.has('ended') && CALL_STORY.slice(0, -2).some((chapter) => !told.has(chapter.name))) throw missing(told);
  }
}

/** A call that did not come to its end is ended, so that nothing is left of a demonstration that failed. */
async function endCall(told: ReadonlyMap<string, Fact>): Promise<void> {
  const first = told.get('rang');
  if (first?.kind !== 'call.step' || told.has('ended')) return;
  await ask({ socketPath, method: 'POST', path: `/v1/calls/${first.callId}/hang-up` });
}

function missing(told: ReadonlyMap<string, Fact>): DemonstrationError {
  const chapter = CALL_STORY.find((candidate) => !told.has(candidate.name));
  return new DemonstrationError(chapter?.name ?? 'story', chapter?.missing ?? { en: 'incomplete', zh: '不完整' });
}

async function checkRecording(fact: Fact | undefined): Promise<void> {
  if (fact?.kind !== 'recording.made') return;
  const heard = listen(await decodeOpus(join(home, 'recordings', fact.file)), CALLER_HZ, AGENT_HZ);
  const s = (ms: number): string => (ms / 1000).toFixed(1);
  print('', 'heard', {
    en: `left (caller) ${String(CALLER_HZ)} Hz for ${s(heard.left.heardMs)} s, right (agent) ${String(AGENT_HZ)} Hz for ${s(heard.right.heardMs)} s, of ${s(heard.durationMs)} s`,
    zh: `左声道（主叫）${String(CALLER_HZ)} Hz ${s(heard.left.heardMs)} 秒，右声道（座席）${String(AGENT_HZ)} Hz ${s(heard.right.heardMs)} 秒，全长 ${s(heard.durationMs)} 秒`,
  });
  const fault = (en: string, zh: string): DemonstrationError => new DemonstrationError('recording', { en, zh });
  if (heard.channels !== 2) throw fault('the recording is not stereo', '录音不是双声道');
  if (heard.left.heardMs < LEAST_TALK_MS) throw fault('the caller is not heard on the left', '左声道听不到主叫');
  if (heard.right.heardMs < LEAST_TALK_MS) throw fault('the agent is not heard on the right', '右声道听不到座席');
  if (heard.strayMs > 200) throw fault('the two sides are mixed', '两个声道串音');
}

function checkRecord(fact: Fact | undefined): void {
  if (fact?.kind !== 'call.record') return;
  const [fault] = recordFaults(fact);
  if (fault !== undefined) throw new DemonstrationError('record', fault);
}

async function checkSipp(name: string, sipp: Sipp): Promise<void> {
  const status = await sipp.ended;
  if (status === 0) return;
  const text = { en: `SIPp as ${name} ended with ${String(status)}`, zh: `SIPp（${name}）以 ${String(status)} 结束` };
  throw new DemonstrationError(name, text);
}

async function demonstrate(folder: string): Promise<void> {
  const bind = setting('SIP_BIND');
  const remote = `${bind === '0.0.0.0' ? '127.0.0.1' : bind}:${setting('SIP_PORT')}`;
  const port = await register(folder, remote);
  const events = await EventStream.fromNow(socketPath);
  const phaseBefore = await agentPhase();
  if (phaseBefore === 'loggedOut') await commandAgent('login');
  if ((await agentPhase()) !== 'ready') await commandAgent('ready');
  print('', 'agent', { en: `agent ${AGENT} is logged in and ready`, zh: `座席 ${AGENT} 已签入并示闲` });
  const told = new Map<string, Fact>();
  interrupt = () => {
    events.close();
  };
  try {
    const telephone = await startTelephone(folder, remote, port);
    const caller = await startCaller(folder, remote);
    await follow(events, told);
    await checkSipp('caller', caller);
    await checkSipp('telephone', telephone);
    checkRecord(told.get('record'));
    await checkRecording(told.get('recording'));
  } finally {
    events.close();
    await endCall(told).catch(() => undefined);
    if (phaseBefore === 'loggedOut') await commandAgent('logout').catch(() => undefined);
  }
}

const folder = await mkdtemp(join(tmpdir(), 'callrack-demo-'));
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    interrupt();
    void endAll();
  });
}
try {
  process.stdout.write(`${{ en: 'The demonstration call', zh: '演示电话' }[language]}\n`);
  await demonstrate(folder);
  process.stdout.write(`${{ en: 'The demonstration call went as it should.', zh: '演示电话一切正常。' }[language]}\n`);
} catch (error) {
  const step = error instanceof DemonstrationError ? error.step : 'demonstration';
  const text = error instanceof DemonstrationError ? error.text[language] : String(error);
  process.stderr.write(`${{ en: 'FAILED at', zh: '失败于' }[language]} ${step}: ${text}\n`);
  process.exitCode = 1;
} finally {
  await endAll();
  await rm(folder, { recursive: true, force: true });
}
