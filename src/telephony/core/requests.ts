import type { BridgeId, ChannelId } from '../../kernel/ids.js';
import { nodeEndpoint, VISIT_HEADER } from '../../kernel/visit.js';
import type { TelephonyCommand } from './commands.js';
import { APPLICATION, DIALLED, OTHER_HALF } from './translate.js';
import { visitHeader } from './visit.js';

/** One request to ARI. */
export interface Request {
  readonly method: 'POST' | 'DELETE';
  readonly uri: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** To be sent when the channel has come into the application, not before. */
  readonly afterStart?: boolean;
}

/** All but what ARI has not, or would let wait for the end of a prompt (telephony.service.ts). */
export type AriCommand = Exclude<TelephonyCommand, { command: TelephonyByManager['command'] }>;

/** What is done by AMI. */
export type TelephonyByManager = Extract<
  TelephonyCommand,
  { command: 'startRecording' | 'stopRecording' | 'limitDuration' | 'letAnswer' }
>;

/** The requests that carry out a command, in their order. */
export function requestsOf(command: AriCommand): readonly Request[] {
  const channel = `channels/${encodeURIComponent(channelOf(command))}`;
  switch (command.command) {
    case 'ring':
      return [{ method: 'POST', uri: `${channel}/ring` }];
    case 'answer':
      return [{ method: 'POST', uri: `${channel}/answer` }];
    case 'hangUp':
      return [{ method: 'DELETE', uri: `${channel}?reason_code=${String(command.causeCode)}` }];
    case 'playPrompt':
      return [
        {
          method: 'POST',
          uri: `${channel}/play/${encodeURIComponent(command.playbackId)}`,
          body: { media: command.media.map((file) => `sound:${file}`) },
        },
      ];
    case 'stopPrompt':
      return [{ method: 'DELETE', uri: `playbacks/${encodeURIComponent(command.playbackId)}` }];
    case 'startMusic':
      return [{ method: 'POST', uri: `${channel}/moh?mohClass=${encodeURIComponent(command.musicClass)}` }];
    case 'stopMusic':
      return [{ method: 'DELETE', uri: `${channel}/moh` }];
    case 'dial':
      return dial(command, channel);
    case 'bridge': {
      const bridge = `bridges/${encodeURIComponent(command.bridgeId)}`;
      return [
        { method: 'POST', uri: bridge, body: { type: BRIDGE } },
        { method: 'POST', uri: `${bridge}/addChannel`, body: { channel: command.channelIds } },
      ];
    }
    case 'join':
      return join(command.bridgeId, command.channelId, false);
    case 'leave': {
      const uri = `bridges/${encodeURIComponent(command.bridgeId)}/removeChannel`;
      return [{ method: 'POST', uri, body: { channel: command.channelId } }];
    }
    case 'stopRinging':
      return [{ method: 'DELETE', uri: `${channel}/ring` }];
    case 'mute':
      return [{ method: 'POST', uri: `${channel}/mute?direction=in` }];
    case 'unmute':
      return [{ method: 'DELETE', uri: `${channel}/mute?direction=in` }];
    case 'sendDigits':
      return [{ method: 'POST', uri: `${channel}/dtmf?dtmf=${encodeURIComponent(command.digits)}` }];
    case 'spy': {
      const query = `app=${APPLICATION}&spy=both&whisper=out`;
      const on = `channels/${encodeURIComponent(command.onChannelId)}`;
      return [
        { method: 'POST', uri: `${on}/snoop/${encodeURIComponent(command.channelId)}?${query}` },
        ...join(command.bridgeId, command.channelId, true),
      ];
    }
    case 'dropBridge':
      return [{ method: 'DELETE', uri: `bridges/${encodeURIComponent(command.bridgeId)}` }];
  }
}

/** A bridge that is there already is the one that is wanted. */
function join(bridgeId: BridgeId, channelId: ChannelId, afterStart: boolean): readonly Request[] {
  const bridge = `bridges/${encodeURIComponent(bridgeId)}`;
  const add: Request = { method: 'POST', uri: `${bridge}/addChannel`, body: { channel: channelId } };
  return [{ method: 'POST', uri: bridge, body: { type: BRIDGE } }, afterStart ? { ...add, afterStart } : add];
}

/** Ids of calls, as we make them. */
const OPEN_LINE = /^[A-Za-z0-9-]{1,64}$/;
const NUMBER = /^[0-9]{1,32}$/;
/** As the configuration makes them (config.trunk, config.extension): nothing that Asterisk takes for syntax. */
const ENDPOINT = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;

/**
 * Why a command is not even sent, or null. A dialled number becomes part of an address (`PJSIP/<number>@<endpoint>`):
 * `@`, `;` or `%` in it would call somebody else, by another line or on another host.
 */
export function impossible(command: AriCommand): string | null {
  if (command.command !== 'dial') return null;
  const { endpoint, number, visit, openLine } = command;
  if (openLine !== undefined) return OPEN_LINE.test(openLine) ? null : 'no open line to call';
  if (!ENDPOINT.test(endpoint)) return 'no line to dial by';
  if (endpoint.startsWith(nodeEndpoint('')) !== (visit !== null)) return 'a visit is for nodes';
  // Whom a visit is for stands in the visit alone.
  if (visit !== null) return visitHeader(visit) === null ? 'too much to bring along' : null;
  return number !== null && !NUMBER.test(number) ? 'no number to dial' : null;
}

/** The channel that a command is about; of the two that are bridged, the first. */
export function channelOf(command: AriCommand): ChannelId {
  return command.command === 'bridge' ? command.channelIds[0] : command.channelId;
}

/** Whom a call between nodes is for, as its request URI says: the same for all, the number is in the visit. */
const VISITOR = 'call';

/** Sound goes through Asterisk's own hands: passed on packet by packet, keys pressed in a conversation are never told. */
const BRIDGE = 'mixing,dtmf_events';

/** What telephones take for leave to answer by themselves: nobody has agreed on one, nearly all know one of these two. */
const ANSWERS_BY_ITSELF: Readonly<Record<string, string>> = {
  'PJSIP_HEADER(add,Call-Info)': '<sip:callrack>;answer-after=0',
  'PJSIP_HEADER(add,Alert-Info)': '<http://callrack>;info=alert-autoanswer;delay=0',
};

/**
 * Makes the channel and lets it call once it is in the application. One request (POST channels/id) would do both, but
 * then Asterisk follows a telephone's redirection (SIP 302) on its own: to the number named in it as a new call of ours,
 * or, where that holds "PJSIP/…", to any line of the box. This way a redirection is a leg that ends (cause 23).
 */
function dial(command: Extract<TelephonyCommand, { command: 'dial' }>, channel: string): readonly Request[] {
  const { visit, callerNumber } = command;
  if (command.openLine !== undefined) return dialLine(command, command.openLine, channel);
  const user = visit === null ? command.number : VISITOR;
  const header = visit === null ? null : visitHeader(visit);
  return [
    {
      method: 'POST',
      uri: 'channels/create',
      body: {
        channelId: command.channelId,
        endpoint: `PJSIP/${user === null ? '' : `${user}@`}${command.endpoint}`,
        app: APPLICATION,
        appArgs: DIALLED,
        variables: {
          // What the telephone shows as the caller.
          'CONNECTEDLINE(num)': plain(callerNumber),
          ...(header === null ? {} : { [`PJSIP_HEADER(add,${VISIT_HEADER})`]: header }),
          ...(command.autoAnswer === true ? ANSWERS_BY_ITSELF : {}),
        },
      },
    },
    { method: 'POST', uri: `${channel}/dial?timeout=${String(command.ringTimeoutS)}`, afterStart: true },
  ];
}

/** Two halves: this one is the agent's leg, the other comes to the agent's open line (extensions.conf, callrack-line). */
function dialLine(
  { channelId, ringTimeoutS }: Extract<TelephonyCommand, { command: 'dial' }>,
  openLine: string,
  channel: string,
): readonly Request[] {
  const endpoint = `Local/${openLine}@callrack-line/n`;
  const body = { channelId, otherChannelId: `${channelId}${OTHER_HALF}`, endpoint, app: APPLICATION, appArgs: DIALLED };
  return [
    { method: 'POST', uri: 'channels/create', body },
    { method: 'POST', uri: `${channel}/dial?timeout=${String(ringTimeoutS)}`, afterStart: true },
  ];
}

/** A number as strangers send it, without what a SIP header or Asterisk would take for syntax. */
function plain(number: string): string {
  return number.replace(/[^0-9A-Za-z+*#._-]/g, '').slice(0, 40);
}

/** Commands whose refusal the call must hear of: it would wait for what they should have brought about. */
const AWAITED: ReadonlySet<TelephonyCommand['command']> = new Set(['dial', 'playPrompt', 'bridge', 'join', 'answer']);

/**
 * Whether a refusal is told to the hall. A channel that has just ended is not worth a word, its end is told anyway; but
 * a telephone that could not be dialled never had a channel. What is there already (409) is what was wanted.
 */
export function isReported(command: AriCommand, request: Request, status: number, why: string): boolean {
  if (!AWAITED.has(command.command)) return false;
  if (command.command === 'bridge' || command.command === 'join') {
    return request.uri.endsWith('/addChannel') ? !/channel not found/i.test(why) : status !== 409;
  }
  if (command.command === 'dial' && request.afterStart !== true) return status !== 409;
  return status !== 404;
}
