import type { TelephonyCommand } from './commands.js';
import { APPLICATION, DIALLED } from './translate.js';

/** One request to ARI. */
export interface Request {
  readonly method: 'POST' | 'DELETE';
  readonly uri: string;
}

export type AriCommand = Exclude<TelephonyCommand, { command: 'startRecording' }>;

/** The requests that carry out a command, in their order. */
export function requestsOf(command: AriCommand): readonly Request[] {
  const channel = `channels/${encodeURIComponent(command.command === 'bridge' ? '' : command.channelId)}`;
  switch (command.command) {
    case 'ring':
      return [{ method: 'POST', uri: `${channel}/ring` }];
    case 'answer':
      return [{ method: 'POST', uri: `${channel}/answer` }];
    case 'hangUp':
      return [{ method: 'DELETE', uri: `${channel}?reason_code=${String(command.causeCode)}` }];
    case 'playPrompt': {
      const media = command.media.map((file) => `sound:${file}`).join(',');
      return [
        {
          method: 'POST',
          uri: `${channel}/play/${encodeURIComponent(command.playbackId)}?media=${encodeURIComponent(media)}`,
        },
      ];
    }
    case 'stopPrompt':
      return [{ method: 'DELETE', uri: `playbacks/${encodeURIComponent(command.playbackId)}` }];
    case 'startMusic':
      return [{ method: 'POST', uri: `${channel}/moh?mohClass=${encodeURIComponent(command.musicClass)}` }];
    case 'stopMusic':
      return [{ method: 'DELETE', uri: `${channel}/moh` }];
    case 'dial': {
      const query = Object.entries({
        endpoint: `PJSIP/${command.endpoint}`,
        app: APPLICATION,
        appArgs: DIALLED,
        callerId: command.callerNumber,
        timeout: String(command.ringTimeoutS),
      }).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
      return [{ method: 'POST', uri: `${channel}?${query.join('&')}` }];
    }
    case 'bridge': {
      const bridge = `bridges/${encodeURIComponent(command.bridgeId)}`;
      const members = command.channelIds.map((channelId) => encodeURIComponent(channelId)).join(',');
      return [
        { method: 'POST', uri: `${bridge}?type=mixing` },
        { method: 'POST', uri: `${bridge}/addChannel?channel=${members}` },
      ];
    }
    case 'dropBridge':
      return [{ method: 'DELETE', uri: `bridges/${encodeURIComponent(command.bridgeId)}` }];
  }
}

/** Commands whose refusal the call must hear of: it would wait for what they should have brought about. */
const AWAITED: ReadonlySet<TelephonyCommand['command']> = new Set(['dial', 'playPrompt', 'bridge', 'answer']);

/**
 * Whether a refusal is told to the hall. A channel that has just ended (404) is not worth a word, its end is told
 * anyway; but a telephone that could not be dialled never had a channel.
 */
export function isReported(command: TelephonyCommand['command'], status: number): boolean {
  return AWAITED.has(command) && (status !== 404 || command === 'dial');
}
