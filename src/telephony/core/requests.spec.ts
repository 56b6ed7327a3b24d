import type { BridgeId, CallId, ChannelId, PlaybackId } from '../../kernel/ids.js';
import type { Visit } from '../../kernel/visit.js';
import { impossible, isReported, requestsOf, type AriCommand } from './requests.js';
import { readVisit } from './visit.js';

const channelId = 'node1-1.1' as ChannelId;
const agentLeg = 'c1-a1' as ChannelId;
const bridgeId = 'c1-b' as BridgeId;
const playbackId = 'c1-p1' as PlaybackId;
const DIAL: AriCommand = {
  command: 'dial',
  channelId: agentLeg,
  endpoint: 'demo1001',
  number: null,
  callerNumber: '+86 138"<x>@0013',
  ringTimeoutS: 20,
  visit: null,
};
const BRIDGE: AriCommand = { command: 'bridge', bridgeId, channelIds: [channelId, agentLeg] };
const PLAY: AriCommand = {
  command: 'playPrompt',
  channelId,
  playbackId,
  media: ['/callrack/media/prompts/zh/welcome', 'beep'],
};

describe('commands as requests to ARI', () => {
  test.each<[AriCommand, readonly string[]]>([
    [{ command: 'ring', channelId }, ['POST channels/node1-1.1/ring']],
    [{ command: 'answer', channelId }, ['POST channels/node1-1.1/answer']],
    [{ command: 'hangUp', channelId, causeCode: 17 }, ['DELETE channels/node1-1.1?reason_code=17']],
    [{ command: 'stopPrompt', channelId, playbackId }, ['DELETE playbacks/c1-p1']],
    [{ command: 'startMusic', channelId, musicClass: 'a&b' }, ['POST channels/node1-1.1/moh?mohClass=a%26b']],
    [{ command: 'stopMusic', channelId }, ['DELETE channels/node1-1.1/moh']],
    [{ command: 'dropBridge', channelId, bridgeId }, ['DELETE bridges/c1-b']],
    [PLAY, ['POST channels/node1-1.1/play/c1-p1']],
    [BRIDGE, ['POST bridges/c1-b', 'POST bridges/c1-b/addChannel']],
    [DIAL, ['POST channels/create', 'POST channels/c1-a1/dial?timeout=20']],
  ])('%j', (command, lines) => {
    expect(requestsOf(command).map(({ method, uri }) => `${method} ${uri}`)).toEqual(lines);
  });

  test('a prompt of several files', () => {
    expect(requestsOf(PLAY)[0]?.body).toEqual({ media: ['sound:/callrack/media/prompts/zh/welcome', 'sound:beep'] });
  });

  test('a telephone is called after its channel is in the application, and shows the caller’s number as a number', () => {
    const [create, dial] = requestsOf(DIAL);
    expect(create?.body).toEqual({
      channelId: 'c1-a1',
      endpoint: 'PJSIP/demo1001',
      app: 'callrack',
      appArgs: 'dialled',
      variables: { 'CONNECTEDLINE(num)': '+86138x0013' },
    });
    expect(dial?.afterStart).toBe(true);
  });
});

describe('a number dialled by a trunk', () => {
  const by = (number: string | null, endpoint = 'trunk-city'): AriCommand => ({ ...DIAL, endpoint, number });

  test('is the user part of the address at the trunk', () => {
    expect(requestsOf(by('13800001111'))[0]?.body).toMatchObject({ endpoint: 'PJSIP/13800001111@trunk-city' });
    expect(impossible(by('13800001111'))).toBeNull();
    expect(impossible(by(null, 'demo-8001'))).toBeNull();
  });

  test.each([
    '',
    '123@127.0.0.9',
    '1;lr',
    '1%40x',
    'sip:5@127.0.0.9',
    '1,2',
    '1&PJSIP/x',
    '+8613',
    '1/2',
    'a b',
    '1\n2',
  ])('%j is none: nobody is called', (number) => {
    expect(impossible(by(number))).toBe('no number to dial');
  });

  test.each(['', 'trunk-a/sip:5@127.0.0.9', 'a&PJSIP', 'a@b', 'a b', 'a\n'])('%j is no line', (endpoint) => {
    expect(impossible(by('1', endpoint))).toBe('no line to dial by');
  });
});

test('a telephone that may answer by itself is told so in both words that telephones know', () => {
  const headers = (command: AriCommand): unknown =>
    (requestsOf(command)[0]?.body as { readonly variables: unknown } | undefined)?.variables;
  expect(headers({ ...DIAL, endpoint: 'demo-8001', autoAnswer: true })).toMatchObject({
    'PJSIP_HEADER(add,Call-Info)': '<sip:callrack>;answer-after=0',
    'PJSIP_HEADER(add,Alert-Info)': '<http://callrack>;info=alert-autoanswer;delay=0',
  });
  expect(JSON.stringify(headers(DIAL))).not.toContain('nswer');
});

describe('a call to another node', () => {
  const VISIT: Visit = {
    kind: 'owner',
    version: 1,
    callId: '019a0000-0000-7000-8000-000000000001' as CallId,
    from: 'node1',
    nodes: 1,
    caller: '+86 138',
    called: '*4001',
    language: 'zh',
    trunkId: null,
    story: null,
  };
  const to = (endpoint: string, visit: Visit | null): AriCommand => {
    return { ...DIAL, endpoint, visit, number: '+86 138;x' };
  };

  test('is for the same user always, and brings the visit in a header', () => {
    expect(impossible(to('node-b', VISIT))).toBeNull();
    const { endpoint, variables } = requestsOf(to('node-b', VISIT))[0]?.body as {
      endpoint: string;
      variables: Record<string, string>;
    };
    expect(endpoint).toBe('PJSIP/call@node-b');
    expect(readVisit(variables['PJSIP_HEADER(add,X-CallRack-Visit)'] ?? null)).toEqual(VISIT);
  });

  test.each<[string, AriCommand, string]>([
    ['without a visit', to('node-b', null), 'a visit is for nodes'],
    ['a visit to a telephone', to('demo-8001', VISIT), 'a visit is for nodes'],
    [
      'with more than there is place for',
      to('node-b', { ...VISIT, called: '1'.repeat(2300) }),
      'too much to bring along',
    ],
    ['of a name that is none', to('node-b@x', VISIT), 'no line to dial by'],
  ])('%s is not made', (_what, command, why) => {
    expect(impossible(command)).toBe(why);
  });
});

describe('refusals that the hall hears of', () => {
  test.each<[string, AriCommand, number, number, string, boolean]>([
    ['an unregistered telephone', DIAL, 0, 500, 'Allocation failed', true],
    ['a dial given twice', DIAL, 0, 409, 'Channel with given unique ID already exists', false],
    ['a leg hung up before it called', DIAL, 1, 404, 'Channel not found', false],
    ['a leg that may not call', DIAL, 1, 409, 'Channel not in Stasis application', true],
    ['a bridge that is there already', BRIDGE, 0, 409, 'Bridge with id c1-b already exists', false],
    ['one of the two has just ended', BRIDGE, 1, 400, 'Channel not found', false],
    ['one of the two is out of our hands', BRIDGE, 1, 409, 'Channel not in Stasis application', true],
    ['a caller who has just hung up', PLAY, 0, 404, 'Channel not found', false],
    ['a caller out of our hands', PLAY, 0, 409, 'Channel not in Stasis application', true],
    [
      'music for nobody waits for',
      { command: 'stopMusic', channelId },
      0,
      409,
      'Channel not in Stasis application',
      false,
    ],
  ])('%s', (_story, command, index, status, why, told) => {
    const request = requestsOf(command)[index]!;
    expect(isReported(command, request, status, why)).toBe(told);
  });
});
