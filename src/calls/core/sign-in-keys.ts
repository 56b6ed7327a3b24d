import type { CallId } from '../../kernel/ids.js';
import type { CallInput } from './call-inputs.js';
import type { CallState } from './call-state.js';

interface Typed {
  /** What was being asked for: what is typed belongs to that alone. */
  readonly asked: string;
  readonly digits: string;
}

const LONGEST = 20;

type TypedAt = Pick<CallState, 'callId' | 'phase' | 'signIn' | 'partyLeg'>;

/**
 * What is typed at telephones for a login, and codes and numbers on open lines. A PIN is no part of a call's state, so that no journal ever holds one; after a
 * new start of the engine it is asked for again.
 */
export class SignInKeys {
  private readonly typed = new Map<CallId, Typed>();

  /** A key with what was typed before it; whatever else happens to a call is no affair of ours. */
  withTyped(call: TypedAt, input: CallInput | null): CallInput | null {
    if (input?.type === 'caller.ended') this.typed.delete(call.callId);
    if (input?.type !== 'key.pressed') return input;
    const typed = this.pressed(call, input.key);
    return typed === null ? input : { ...input, typed };
  }

  /** @returns what was typed before this key; null: nobody is asked for anything */
  private pressed(call: TypedAt, key: string): string | null {
    const { callId, phase } = call;
    const asked = askedOf(call);
    if (asked === null) {
      this.typed.delete(callId);
      return null;
    }
    const before = this.typed.get(callId);
    const digits = before?.asked === asked ? before.digits : '';
    // A star begins a code where codes are keyed; elsewhere what was typed is begun anew by it.
    if (key === '*' && phase === 'standingBy') this.typed.set(callId, { asked, digits: key });
    else if (key === '#' || key === '*') this.typed.delete(callId);
    else this.typed.set(callId, { asked, digits: digits.length < LONGEST ? digits + key : digits });
    return digits;
  }
}

/** What the keys are for; null: nobody is asked for anything. */
function askedOf({ phase, signIn, partyLeg }: TypedAt): string | null {
  // Keys of a conversation that has come to the line mean something there alone.
  if (phase === 'standingBy') return partyLeg === null ? 'code' : null;
  if (phase !== 'signingIn' || signIn === null || signIn.asks === 'verdict') return null;
  return `${signIn.asks} ${String(signIn.failed)}`;
}
