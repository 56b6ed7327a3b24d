import type { Agenda } from './agenda.js';
import type { AsteriskModel, Channel } from './asterisk-model.js';
import { callerNumber } from './caller-numbers.js';
import type { Dice } from './dice.js';
import type { Site } from './site.js';

/** Keys that callers press: what menus know mostly, and what they do not. */
const KEYS = ['1', '1', '2', '2', '3', '4', '5', '9', '0', '#', '*'];
const NORMAL_CLEARING = 16;

/** Those who call: they listen, press keys or not, wait, lose patience in any phase, talk and hang up. */
export class Callers {
  arrived = 0;
  private readonly present = new Set<Channel>();

  constructor(
    private readonly agenda: Agenda,
    private readonly dice: Dice,
    private readonly site: Site,
    private readonly model: () => AsteriskModel,
  ) {}

  /** Somebody dials an access number. */
  call(): void {
    const { dice, site } = this;
    this.arrived += 1;
    // some call again and again
    const number = callerNumber(dice.chance(0.3) ? dice.between(1, 40) : this.arrived);
    const channel = this.model().arrive(site.trunkEndpoint(), number, site.dialledNumber());
    this.present.add(channel);
    const patienceMs = dice.weighted(
      [1, dice.between(1, 400)],
      [2, dice.around(6_000)],
      [6, dice.around(90_000)],
      [3, dice.around(400_000)],
    );
    this.agenda.after(patienceMs, () => {
      if (channel.bridgeId === null) this.hangUp(channel);
    });
  }

  hears(channel: Channel, lengthMs: number): void {
    if (this.dice.chance(0.3)) return;
    const presses = this.dice.chance(0.1) ? 3 : 1;
    for (let press = 0; press < presses; press += 1) {
      this.agenda.after(this.dice.between(1, lengthMs + 5000), () => {
        this.model().pressKey(channel, this.dice.pick(KEYS));
      });
    }
  }

  /** In a conversation: its end comes from one side or the other, or a party vanishes and the media time-out ends it. */
  talks(channel: Channel): void {
    const bridgeId = channel.bridgeId;
    this.agenda.after(this.dice.around(45_000), () => {
      if (channel.bridgeId === bridgeId) this.hangUp(channel);
      else this.agenda.after(20_000, () => this.hangUp(channel));
    });
  }

  everybodyHangsUp(withinMs: number): void {
    for (const channel of this.present) this.agenda.after(this.dice.between(0, withinMs), () => this.hangUp(channel));
  }

  private hangUp(channel: Channel): void {
    this.present.delete(channel);
    this.model().personHangsUp(channel, this.dice.pick([NORMAL_CLEARING, NORMAL_CLEARING, 0, 127, 44]));
  }
}

/** The telephones of agents and other extensions, and those who sit by them. */
export class Telephones {
  readonly unregistered = new Set<string>();
  private readonly inUse = new Map<string, Set<Channel>>();

  constructor(
    private readonly agenda: Agenda,
    private readonly dice: Dice,
    private readonly model: () => AsteriskModel,
    /** Asterisk has noticed that a telephone has come, or gone. */
    private readonly noticed: (endpoint: string, reachable: boolean) => void,
  ) {}

  /** Telephones come and go, also when they are about to be called. */
  isRegistered(endpoint: string): boolean {
    if (this.dice.chance(this.unregistered.has(endpoint) ? 0.3 : 0.03)) this.comesOrGoes(endpoint);
    return !this.unregistered.has(endpoint);
  }

  /** Who is gone comes back one day. */
  comesOrGoes(endpoint: string): void {
    const isBack = this.unregistered.delete(endpoint);
    if (!isBack) {
      this.unregistered.add(endpoint);
      this.agenda.after(this.dice.around(40_000), () => {
        if (this.unregistered.has(endpoint)) this.comesOrGoes(endpoint);
      });
    }
    this.noticed(endpoint, isBack);
  }

  called(channel: Channel): void {
    const { agenda, dice } = this;
    const busy = this.isBusy(channel.endpoint);
    const ringAfterMs = dice.between(5, 400);
    const model = this.model();
    if (busy && dice.chance(0.9)) {
      agenda.after(ringAfterMs, () => model.telephoneRefuses(channel, 17));
      return;
    }
    this.inUse.get(channel.endpoint)?.add(channel);
    agenda.after(ringAfterMs, () => model.telephoneRings(channel));
    const answer = (afterMs: number): void => agenda.after(afterMs, () => model.telephoneAnswers(channel));
    const refuse = (causeCode: number): void =>
      agenda.after(ringAfterMs + dice.between(0, 3000), () => model.telephoneRefuses(channel, causeCode));
    dice.weighted<() => void>(
      [70, () => answer(ringAfterMs + dice.around(2500))],
      // answered before it was heard to ring
      [5, () => answer(dice.between(1, ringAfterMs))],
      [10, () => undefined],
      [5, () => refuse(17)],
      [2, () => refuse(18)],
      [2, () => refuse(19)],
      [3, () => refuse(20)],
      [4, () => refuse(21)],
    )();
    // somebody who lifted and hears nothing puts the receiver back one day; the engine must be quicker
    agenda.after(1_800_000, () => model.personHangsUp(channel, NORMAL_CLEARING));
  }

  talks(channel: Channel): void {
    const bridgeId = channel.bridgeId;
    this.agenda.after(this.dice.around(45_000), () => {
      if (channel.bridgeId === bridgeId) this.model().personHangsUp(channel, NORMAL_CLEARING);
    });
  }

  private isBusy(endpoint: string): boolean {
    let channels = this.inUse.get(endpoint);
    if (channels === undefined) {
      channels = new Set();
      this.inUse.set(endpoint, channels);
    }
    for (const channel of channels) if (!this.model().lives(channel)) channels.delete(channel);
    return channels.size > 0;
  }
}
