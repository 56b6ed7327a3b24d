import type { CallId, ChannelId } from '../kernel/ids.js';
import { AriCommands } from './ari.commands.js';
import type { AriReply, AriRequest } from './ari.socket.js';
import type { LegEvent } from './core/leg-events.js';
import { AriAway } from './telephony.errors.js';

const leg = `${'c1' as CallId}-a1` as ChannelId;
const caller = 'node1-1.1' as ChannelId;
const OK: AriReply = { status: 204, reason: 'No Content', body: null };
const refusal = (status: number, message: string): AriReply => ({ status, reason: 'no', body: { message } });
const DIAL = {
  command: 'dial',
  channelId: leg,
  endpoint: 'demo1001',
  number: null,
  callerNumber: '138',
  ringTimeoutS: 20,
  visit: null,
} as const;

describe('carrying out commands', () => {
  let asked: string[];
  let told: LegEvent[];
  let reply: (request: AriRequest) => AriReply | Error;
  let commands: AriCommands;

  beforeEach(() => {
    jest.useFakeTimers();
    [asked, told] = [[], []];
    reply = () => OK;
    commands = new AriCommands({
      ask: (request) => {
        asked.push(`${request.method} ${request.uri}`);
        const given = reply(request);
        return given instanceof Error ? Promise.reject(given) : Promise.resolve(given);
      },
      report: (event) => {
        told.push(event);
      },
      note: () => undefined,
    });
  });
  afterEach(() => {
    commands.stop();
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });

  test('a telephone is called as soon as its channel is in the application, once', async () => {
    commands.perform(DIAL);
    await jest.advanceTimersByTimeAsync(10);
    expect(asked).toEqual(['POST channels/create']);
    commands.started(leg);
    commands.started(leg);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(asked).toEqual(['POST channels/create', 'POST channels/c1-a1/dial?timeout=20']);
    expect(told).toEqual([]);
  });

  test('who is no number is not dialled, and the call hears of it', async () => {
    commands.perform({ ...DIAL, number: '1@127.0.0.9' });
    expect(told).toEqual([]);
    await jest.advanceTimersByTimeAsync(10);
    expect(asked).toEqual([]);
    expect(told).toEqual([expect.objectContaining({ type: 'command.refused', command: 'dial', status: 400 })]);
  });

  test('the channel may be there before the reply says so', async () => {
    commands.perform(DIAL);
    commands.started(leg);
    await jest.advanceTimersByTimeAsync(10);
    expect(asked).toEqual(['POST channels/create', 'POST channels/c1-a1/dial?timeout=20']);
  });

  test('an unregistered telephone is told at once', async () => {
    reply = () => ({ status: 500, reason: 'Internal Server Error', body: { error: 'Allocation failed' } });
    commands.perform(DIAL);
    await jest.advanceTimersByTimeAsync(1);
    expect(told).toEqual([
      {
        type: 'command.refused',
        channelId: leg,
        command: 'dial',
        playbackId: null,
        status: 500,
        why: 'Allocation failed',
      },
    ]);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(asked).toEqual(['POST channels/create']);
    expect(told).toHaveLength(1);
  });

  test('a leg hung up before it called never calls', async () => {
    commands.perform(DIAL);
    commands.perform({ command: 'hangUp', channelId: leg, causeCode: 16 });
    commands.started(leg);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(asked).toEqual(['POST channels/create', 'DELETE channels/c1-a1?reason_code=16']);
    expect(told).toEqual([]);
  });

  test('a channel that never comes into the application is hung up, and the dial has failed', async () => {
    commands.perform(DIAL);
    await jest.advanceTimersByTimeAsync(5000);
    expect(asked).toEqual(['POST channels/create', 'DELETE channels/c1-a1?reason_code=41']);
    expect(told).toMatchObject([{ type: 'command.refused', command: 'dial', channelId: leg }]);
  });

  test('a channel that may not call is not left over', async () => {
    reply = ({ uri }) => (uri.includes('/dial') ? refusal(409, 'Channel not in Stasis application') : OK);
    commands.perform(DIAL);
    commands.started(leg);
    await jest.advanceTimersByTimeAsync(10);
    expect(asked.at(-1)).toBe('DELETE channels/c1-a1?reason_code=41');
    expect(told).toMatchObject([{ type: 'command.refused', command: 'dial', status: 409 }]);
  });

  test('a dial given twice calls once', async () => {
    let made = 0;
    reply = ({ uri }) => {
      if (uri !== 'channels/create') return OK;
      made += 1;
      return made === 1 ? OK : refusal(409, 'Channel with given unique ID already exists');
    };
    commands.perform(DIAL);
    commands.perform(DIAL);
    commands.started(leg);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(asked.filter((line) => line.includes('/dial'))).toHaveLength(1);
    expect(told).toEqual([]);
  });

  test('other refusals wait a second for the end of the channel that explains them', async () => {
    reply = () => refusal(409, 'Channel not in Stasis application');
    commands.perform({ command: 'answer', channelId: caller });
    await jest.advanceTimersByTimeAsync(900);
    expect(told).toEqual([]);
    await jest.advanceTimersByTimeAsync(200);
    expect(told).toMatchObject([{ type: 'command.refused', command: 'answer', channelId: caller, status: 409 }]);
  });

  test('what is lost with the connection is not told: the next picture tells it', async () => {
    reply = () => new AriAway('closed');
    commands.perform(DIAL);
    commands.perform({ command: 'answer', channelId: caller });
    commands.away();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(told).toEqual([]);
  });
});
