import type { ChannelId } from '../../src/kernel/ids.js';
import type { Agenda } from './agenda.js';
import type { AsteriskModel, Channel } from './asterisk-model.js';
import type { Dice } from './dice.js';

const NORMAL_CLEARING = 16;

/** Those whom agents call: they answer or not, talk and hang up; and the agents, who do not wait for ever. */
export class Customers {
  called = 0;
  private readonly present = new Set<Channel>();

  constructor(
    private readonly agenda: Agenda,
    private readonly dice: Dice,
    private readonly model: () => AsteriskModel,
  ) {}

  /** Mostly a number, near or dear; now and then none. */
  number(): string {
    const { dice } = this;
    return dice.weighted(
      [10, `139${String(dice.between(10_000_000, 99_999_999))}`],
      [2, `+86 10-${String(dice.between(10_000_000, 99_999_999))}`],
      [1, `0044${String(dice.between(1_000_000, 9_999_999))}`],
      [0.5, `168${String(dice.between(10_000, 99_999))}`],
      [0.5, 'nobody'],
    );
  }

  /** The customer's telephone is called by a trunk. */
  isCalled(channel: Channel): void {
    const { agenda, dice } = this;
    const model = this.model();
    this.called += 1;
    this.present.add(channel);
    const ringAfterMs = dice.between(5, 3000);
    if (dice.chance(0.85)) agenda.after(ringAfterMs, () => model.telephoneRings(channel));
    const refuse = (causeCode: number): void =>
      agenda.after(ringAfterMs + dice.between(0, 5000), () => model.telephoneRefuses(channel, causeCode));
    dice.weighted<() => void>(
      [60, () => agenda.after(ringAfterMs + dice.around(8000), () => model.telephoneAnswers(channel))],
      [5, () => agenda.after(dice.between(1, ringAfterMs), () => model.telephoneAnswers(channel))],
      [12, () => undefined],
      [10, () => refuse(17)],
      [4, () => refuse(21)],
      [3, () => refuse(1)],
      [3, () => refuse(34)],
      [3, () => refuse(23)],
    )();
    if (dice.chance(0.15)) agenda.after(dice.between(1, 40_000), () => this.agentGivesUp(channel));
  }

  everybodyHangsUp(withinMs: number): void {
    for (const channel of this.present) {
      this.agenda.after(this.dice.between(0, withinMs), () => this.model().personHangsUp(channel, NORMAL_CLEARING));
    }
  }

  /** The agent puts the receiver back before anybody has answered. */
  private agentGivesUp(channel: Channel): void {
    const own = this.model().channels.get(channel.id.replace(/-a\d+$/, '-a1') as ChannelId);
    if (own?.bridgeId === null) this.model().personHangsUp(own, NORMAL_CLEARING);
  }
}
