import type { TurnEvent } from '../../src/calls/core/turn-events.js';
import type { BridgeId, CallId, ChannelId } from '../../src/kernel/ids.js';
import type { Visit } from '../../src/kernel/visit.js';
import type { TelephonyCommand } from '../../src/telephony/core/commands.js';
import type { ChannelSeen } from '../../src/telephony/core/leg-events.js';
import type { Agenda } from './agenda.js';
import type { Dice } from './dice.js';
import { otherThan, type Node } from './two-nodes-site.js';

type Dial = Extract<TelephonyCommand, { command: 'dial' }>;

interface Leg {
  readonly node: Node;
  readonly channelId: ChannelId;
  /** The other end of a line between the nodes. */
  peer: Leg | null;
  up: boolean;
  bridgeId: BridgeId | null;
  /** How it came; what we dialled did not. */
  readonly came: Came;
  presses: boolean;
}

type Came = Pick<ChannelSeen, 'callId' | 'endpoint' | 'callerNumber' | 'dialled' | 'visit'>;

const DIALLED: Came = { callId: 'none' as CallId, endpoint: '', callerNumber: '', dialled: '', visit: null };

/** How long word travels between the nodes, and between a node's engine and its Asterisk, milliseconds. */
const BETWEEN_MS = 15;
const LOCAL_MS = 3;

/** The Asterisks of two nodes as far as their halls see them: callers, telephones, and the line between the nodes. */
export class LinesBetween {
  readonly legs = new Map<string, Leg>();
  private count = 0;

  constructor(
    private readonly dice: Dice,
    private readonly agenda: Agenda,
    private readonly tell: (node: Node, event: TurnEvent) => void,
  ) {}

  callerArrives(node: Node, n: number, dialled: string): void {
    const channelId = `caller${String(n)}` as ChannelId;
    const callerNumber = `138${String(n).padStart(8, '0')}`;
    const callId = `c${String(n)}` as CallId;
    const came = { callId, endpoint: 'carrier', callerNumber, dialled, visit: null };
    this.put({ node, channelId, peer: null, presses: true, up: false, bridgeId: null, came });
    this.tell(node, { type: 'leg.arrived', channelId, ...came });
  }

  /** A leg of a line between the nodes. */
  isBetween(node: Node, channelId: ChannelId): boolean {
    return (this.legs.get(`${node} ${channelId}`)?.peer ?? null) !== null;
  }

  /** What the node's Asterisk has. */
  picture(node: Node): readonly ChannelSeen[] {
    const own = [...this.legs.values()].filter((leg) => leg.node === node);
    return own.map(({ channelId, up, bridgeId, came }) => {
      const isDialled = came === DIALLED;
      return { channelId, ...came, up, bridgeId, inApplication: !isDialled || up };
    });
  }

  /** Whoever is at a leg hangs up: its own hall hears of it, and whoever is at the other end of its line. */
  hangsUp(node: Node, channelId: ChannelId, causeCode: number): void {
    const leg = this.legs.get(`${node} ${channelId}`);
    if (leg === undefined) return;
    this.legs.delete(`${node} ${channelId}`);
    this.later(leg, LOCAL_MS, { type: 'leg.ended', channelId, causeCode });
    const { peer } = leg;
    if (peer !== null) this.agenda.after(BETWEEN_MS, () => this.hangsUp(peer.node, peer.channelId, causeCode));
  }

  carryOut(node: Node, command: TelephonyCommand): void {
    switch (command.command) {
      case 'dial':
        if (command.visit === null) this.dialTelephone(node, command);
        else this.dialNode(node, command, command.visit);
        return;
      case 'hangUp':
        this.agenda.after(LOCAL_MS, () => this.hangsUp(node, command.channelId, command.causeCode));
        return;
      case 'ring':
      case 'answer': {
        const leg = this.legs.get(`${node} ${command.channelId}`);
        const peer = leg?.peer ?? null;
        if (command.command === 'answer') for (const side of [leg, peer]) if (side) side.up = true;
        const type = command.command === 'ring' ? 'leg.ringing' : 'leg.answered';
        if (peer !== null) this.later(peer, BETWEEN_MS, { type, channelId: peer.channelId }, true);
        return;
      }
      case 'playPrompt': {
        const leg = this.legs.get(`${node} ${command.channelId}`);
        if (leg === undefined) return;
        const { channelId, playbackId } = command;
        this.later(leg, 2000, { type: 'prompt.ended', channelId, playbackId, ok: true }, true);
        // Through a line between the nodes keys are heard all the same.
        if (leg.presses || leg.peer !== null) this.later(leg, 1000, { type: 'key.pressed', channelId, key: '1' }, true);
        leg.presses = false;
        return;
      }
      case 'startRecording':
        this.tellSoon(node, command.channelId, { type: 'recording.started', channelId: command.channelId });
        return;
      case 'stopPrompt':
      case 'startMusic':
      case 'stopMusic':
      case 'limitDuration':
      case 'stopRecording':
      case 'stopRinging':
        return;
      case 'join':
      case 'leave':
      case 'mute':
      case 'unmute':
      case 'spy':
      case 'sendDigits':
      case 'letAnswer':
        throw new Error(`nobody acts in these halls, yet one of them says ${command.command}`);
      case 'bridge':
        for (const channelId of command.channelIds) this.inBridge(node, channelId, command.bridgeId);
        return;
      case 'dropBridge':
        this.inBridge(node, command.channelId, null);
        return;
    }
  }

  private inBridge(node: Node, channelId: ChannelId, bridgeId: BridgeId | null): void {
    const leg = this.legs.get(`${node} ${channelId}`);
    if (leg !== undefined) leg.bridgeId = bridgeId;
  }

  private answers(leg: Leg): void {
    if (this.legs.get(`${leg.node} ${leg.channelId}`) !== leg) return;
    leg.up = true;
    this.tell(leg.node, { type: 'leg.answered', channelId: leg.channelId });
  }

  private dialTelephone(node: Node, { channelId }: Dial): void {
    const leg = this.put({ node, channelId, peer: null, presses: false, up: false, bridgeId: null, came: DIALLED });
    if (this.dice.chance(0.1)) {
      this.agenda.after(500, () => this.hangsUp(node, channelId, this.dice.pick([17, 20, 21])));
      return;
    }
    this.later(leg, 200, { type: 'leg.ringing', channelId }, true);
    if (this.dice.chance(0.1)) return;
    this.agenda.after(this.dice.between(1000, 9000), () => this.answers(leg));
    this.agenda.after(this.dice.around(40_000) + 10_000, () => this.hangsUp(node, channelId, 16));
  }

  private dialNode(node: Node, { channelId, endpoint, callerNumber, number }: Dial, visit: Visit): void {
    const leg = this.put({ node, channelId, peer: null, presses: false, up: false, bridgeId: null, came: DIALLED });
    if (this.dice.chance(0.05) || endpoint !== `node-${otherThan(node)}`) {
      this.agenda.after(LOCAL_MS, () => this.hangsUp(node, channelId, 38));
      return;
    }
    this.agenda.after(BETWEEN_MS, () => {
      if (this.legs.get(`${node} ${channelId}`) !== leg) return;
      this.count += 1;
      const there = { node: otherThan(node), channelId: `${node}-${String(this.count)}` as ChannelId };
      const said = JSON.parse(JSON.stringify(visit)) as Visit;
      const from = { endpoint: `node-${node}`, callerNumber, dialled: number ?? '', visit: said };
      const came = { callId: visit.callId, ...from };
      leg.peer = this.put({ ...there, peer: leg, presses: false, up: false, bridgeId: null, came });
      this.tell(there.node, { type: 'leg.arrived', channelId: there.channelId, ...came });
    });
  }

  private put(leg: Leg): Leg {
    this.legs.set(`${leg.node} ${leg.channelId}`, leg);
    return leg;
  }

  private tellSoon(node: Node, channelId: ChannelId, event: TurnEvent): void {
    const leg = this.legs.get(`${node} ${channelId}`);
    if (leg !== undefined) this.later(leg, LOCAL_MS, event, true);
  }

  /** @param whileThere only if the leg still is by then */
  private later(leg: Leg, ms: number, event: TurnEvent, whileThere = false): void {
    this.agenda.after(ms, () => {
      if (!whileThere || this.legs.get(`${leg.node} ${leg.channelId}`) === leg) this.tell(leg.node, event);
    });
  }
}
