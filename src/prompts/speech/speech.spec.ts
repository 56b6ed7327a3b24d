import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { TenantId } from '../../kernel/ids.js';
import { Metrics } from '../../platform/metrics/metrics.js';
import { loadSettings } from '../../platform/settings/settings.js';
import { monoWavHeader, readWavHeader } from '../core/wav-header.js';
import { PromptFiles } from '../prompt-files.js';
import { Speech } from './speech.js';

const OURS = 'ours' as TenantId;
const TONE = Buffer.from(Int16Array.from({ length: 8000 }, (_, n) => 9000 * Math.sin(n / 3)).buffer);
const WAV = Buffer.concat([monoWavHeader(8000, TONE.length), TONE]);

let home: string;
let server: Server | undefined;
let metrics: Metrics;
let speech: Speech;
const asked: { body: string; authorization: string | undefined }[] = [];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'speech-'));
  await mkdir(join(home, 'asterisk', 'media'), { recursive: true });
  asked.length = 0;
});
afterEach(async () => {
  speech.onModuleDestroy();
  server?.closeAllConnections();
  server?.close();
  server = undefined;
  await rm(home, { recursive: true });
});

async function start(engine?: RequestListener): Promise<void> {
  let url = '';
  if (engine !== undefined) {
    server = createServer((request, response) => {
      const { authorization } = request.headers;
      void request
        .setEncoding('utf8')
        .toArray()
        .then((parts) => {
          asked.push({ body: parts.join(''), authorization });
          engine(request, response);
        });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/speak`;
  }
  const settings = loadSettings(
    {
      ...{ CALLRACK_HOME: home, DATABASE_NODE_URL: 'postgres://callrack_node:x@127.0.0.1/x' },
      ...{ ARI_PASSWORD: 'password-of-tests', AMI_PASSWORD: 'password-of-tests' },
      ...{ SPEECH_URL: url, SPEECH_TOKEN: 'token-of-tests', SPEECH_TIMEOUT_S: '1' },
    },
    'calls',
  );
  metrics = new Metrics();
  speech = new Speech(settings, new PromptFiles(settings), metrics);
}

async function sound(media: string) {
  const file = await readFile(join(home, 'asterisk', `${media.replace('/callrack/', '')}.wav`));
  const wav = readWavHeader(file, file.length);
  if ('fault' in wav) throw new Error(wav.fault);
  const samples = Array.from({ length: wav.bytes / 2 }, (_, n) => file.readInt16LE(wav.from + 2 * n));
  const { sampleRate, channels, bits } = wav;
  return {
    form: [sampleRate, channels, bits],
    seconds: samples.length / 8000,
    peak: Math.max(...samples.map(Math.abs)),
  };
}

async function counted(): Promise<string[]> {
  const lines = (await metrics.text()).split('\n');
  return lines
    .filter((line) => /^callrack_speech_.*_total/.test(line))
    .map((line) => line.replace('callrack_speech_', ''));
}

test.each([
  ['zh', '您好，您的余额为一百二十元。'],
  ['en', 'Your balance is one hundred and twenty dollars.'],
] as const)(
  '%s is spoken by the embedded engine: telephone sound, neither faint nor clipped',
  async (language, text) => {
    await start();
    const { form, seconds, peak } = await sound(await speech.mediaOf(OURS, language, text));
    expect(form).toEqual([8000, 1, 16]);
    expect(seconds).toBeGreaterThan(1);
    expect(peak).toBeGreaterThan(16_000);
    expect(peak).toBeLessThan(32_000);
  },
);

test('a text is spoken once, also for who asks meanwhile; another tenant has a file of its own', async () => {
  await start();
  const [first, second] = await Promise.all([
    speech.mediaOf(OURS, 'en', 'Hello'),
    speech.mediaOf(OURS, 'en', ' Hello '),
  ]);
  expect(second).toBe(first);
  expect(await speech.mediaOf(OURS, 'en', 'Hello')).toBe(first);
  expect(await speech.mediaOf('theirs' as TenantId, 'en', 'Hello')).not.toContain('ours');
  expect(await counted()).toEqual(['texts_total{from="embedded"} 2', 'texts_total{from="cache"} 1']);
});

test('the engine elsewhere is asked with its token, and what it spoke is kept', async () => {
  await start((_, response) => void response.end(WAV));
  const media = await speech.mediaOf(OURS, 'zh', '您好', 'lily');
  expect(await speech.mediaOf(OURS, 'zh', '您好', 'lily')).toBe(media);
  expect((await sound(media)).seconds).toBe(1);
  expect(asked).toEqual([
    { authorization: 'Bearer token-of-tests', body: JSON.stringify({ text: '您好', language: 'zh', voice: 'lily' }) },
  ]);
});

test.each<[string, RequestListener]>([
  ['hangs', () => undefined],
  ['hangs in the middle', (_, response) => void response.write(WAV.subarray(0, 5000))],
  ['answers 500', (_, response) => void response.writeHead(500).end(WAV)],
  ['answers garbage', (_, response) => void response.end(Buffer.alloc(50_000, 7))],
  ['answers nothing', (_, response) => void response.end()],
  ['sends the token elsewhere', (_, response) => void response.writeHead(302, { location: '/other' }).end()],
])('the engine elsewhere %s: the embedded one speaks, and it is counted', async (_, engine) => {
  await start(engine);
  expect((await sound(await speech.mediaOf(OURS, 'en', 'Hello there'))).peak).toBeGreaterThan(16_000);
  expect(await counted()).toEqual(['texts_total{from="embedded"} 1', 'failures_total{engine="external"} 1']);
  expect(asked).toHaveLength(1);
});

test('after three failures the engine elsewhere is left alone', async () => {
  await start((_, response) => void response.writeHead(500).end());
  for (const text of ['one', 'two', 'three', 'four', 'five']) await speech.mediaOf(OURS, 'en', text);
  expect(asked).toHaveLength(3);
});

test('beyond its lines a tenant is refused, others are not; what was spoken before needs none', async () => {
  await start();
  speech.limitLines((tenantId) => (tenantId === OURS ? 1 : null));
  const media = await speech.mediaOf(OURS, 'en', 'Hello');
  const running = speech.mediaOf(OURS, 'en', 'One');
  const beyond = expect(speech.mediaOf(OURS, 'en', 'Two')).rejects.toMatchObject({ code: 'speech.lines_in_use' });
  await Promise.all([running, beyond, speech.mediaOf('theirs' as TenantId, 'en', 'Two')]);
  speech.limitLines(() => 0);
  expect(await speech.mediaOf(OURS, 'en', 'Hello')).toBe(media);
  expect(await counted()).toContain('refused_total{why="lines_in_use"} 1');
});

test.each([
  [' \u0000…！', 'speech.text_empty'],
  ['一'.repeat(501), 'speech.text_too_long'],
])('%j is refused', async (text, code) => {
  await start();
  await expect(speech.mediaOf(OURS, 'zh', text)).rejects.toMatchObject({ code });
});
