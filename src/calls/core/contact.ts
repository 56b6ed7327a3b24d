import type { Instant } from '../../kernel/clock.js';
import type { TurnEvent } from './turn-events.js';

/** What an event says of when Asterisk was last heard of. */
export function contactAfter(event: TurnEvent, before: Contact, now: Instant): Instant | null {
  switch (event.type) {
    case 'asterisk.resynced':
      return event.askedAt;
    case 'clock.corrected':
      return before.at === null ? null : before.at + event.byMs;
    // Who is away already was lost before: that the engine tries in vain says nothing.
    case 'asterisk.away':
      return before.away ? before.at : now;
    // Events come in their order, so whatever was not told to be over is there. Kept where the turn is kept anyway.
    case 'leg.arrived':
    case 'leg.ringing':
    case 'leg.answered':
    case 'leg.ended':
    case 'key.pressed':
    case 'prompt.ended':
    case 'recording.started':
      return before.away || !before.changed ? before.at : now;
    // That a command failed, or a file, may come of a connection that is gone.
    case 'command.refused':
    case 'recording.failed':
    case 'recording.goesOn':
    case 'recording.archived':
    case 'recording.lost':
    case 'timer.fired':
    case 'config.changed':
    case 'tenant.adopted':
    case 'agent.commanded':
    case 'telephones.told':
    case 'hall.checked':
    case 'pin.judged':
    case 'inquiry.answered':
    case 'call.hangUp':
    case 'call.act':
    case 'call.said':
    case 'callback.cancel':
    case 'call.place':
      return before.at;
  }
}

interface Contact {
  readonly at: Instant | null;
  /** Whether Asterisk was away before the event. */
  readonly away: boolean;
  /** Whether the turn has changed anything. */
  readonly changed: boolean;
}
