import type { AgentId } from '../../kernel/ids.js';
import { systemPromptMedia, type SystemPrompt } from '../../prompts/core/prompt.js';
import type { CallDraft } from './call-draft.js';
import type { CallInput } from './call-inputs.js';
import { numbersOf } from './numbers.js';
import { openLine } from './open-line.js';
import type { SignIn, Verdict } from './sign-in.js';

export const VERDICT_WORDS: Readonly<Record<Verdict, SystemPrompt>> = {
  signedIn: 'agent-signed-in',
  wrong: 'sign-in-wrong',
  locked: 'sign-in-locked',
  noSeat: 'no-seat',
  notNow: 'not-now',
};

const TRIES = 3;
/** How long the next key may take, milliseconds. */
const KEY_MS = 8_000;
/** How long a PIN may be looked at before it is asked for again, milliseconds. */
const VERDICT_MS = 10_000;

/** Who is to be asked for what. */
export type Asked = Pick<SignIn, 'extensionId' | 'ownerId' | 'freeId'>;

/** Asks for what is needed. */
export function beginSignIn(draft: CallDraft, asked: Asked): void {
  const { ownerId } = asked;
  draft.phase('signingIn');
  draft.answerCaller();
  const asks = ownerId === null ? 'number' : 'pin';
  draft.set({ signIn: { ...asked, asks, agentId: ownerId, typed: '', failed: 0 } });
  ask(draft);
}

/**
 * @param typed the digits before this key, which are kept nowhere
 */
export function signInKey(draft: CallDraft, key: string, typed: string): void {
  const { signIn } = draft.state;
  if (signIn === null || signIn.asks === 'verdict') return;
  draft.stopPrompt();
  draft.timer('key', KEY_MS);
  if (key === '#') entered(draft, signIn, typed);
  else if (key === '*' && typed === '' && signIn.asks === 'pin') askNumber(draft, signIn);
}

/** It is somebody else: whose PIN was asked for is not there. */
function askNumber(draft: CallDraft, signIn: SignIn): void {
  draft.set({ signIn: { ...signIn, ownerId: null, asks: 'number', agentId: null } });
  ask(draft);
}

function entered(draft: CallDraft, signIn: SignIn, typed: string): void {
  const { agentId, freeId } = signIn;
  if (typed === '') return;
  if (signIn.asks === 'number') {
    const { tenantId } = draft.state;
    const agent = tenantId === null ? undefined : numbersOf(draft.config, tenantId).agents.get(typed);
    const isFree = agent !== undefined && agent.id === freeId;
    draft.set({ signIn: { ...signIn, asks: isFree ? 'verdict' : 'pin', agentId: agent?.id ?? null } });
    if (isFree) draft.asks.push({ ask: 'signIn', agentId: agent.id });
    else ask(draft);
    return;
  }
  const pinHash = agentId === null ? undefined : draft.config.agents.get(agentId)?.pinHash;
  draft.set({ signIn: { ...signIn, asks: 'verdict' } });
  if (agentId === null || pinHash === undefined) judged(draft, { type: 'signIn.judged', verdict: 'wrong' });
  else {
    draft.timer('key', VERDICT_MS);
    draft.asks.push({ ask: 'judgePin', agentId, pinHash, pin: typed });
  }
}

/**
 * Who has logged in by this telephone.
 *
 * @param mustStay they cannot be called there
 */
export function signedIn(draft: CallDraft, agentId: AgentId, mustStay = false): void {
  const mode = draft.config.agents.get(agentId)?.openLine ?? 'no';
  if (mode !== 'no' || mustStay) {
    openLine(draft, agentId, mode === 'silence' ? 'silence' : 'music');
    return;
  }
  draft.stopPrompt();
  draft.set({ signIn: null });
  draft.close(VERDICT_WORDS.signedIn, null);
}

/** No key, or no verdict, for too long. */
export function signInTimedOut(draft: CallDraft): void {
  judged(draft, { type: 'signIn.judged', verdict: 'wrong' });
}

export function judged(draft: CallDraft, { verdict }: Extract<CallInput, { type: 'signIn.judged' }>): void {
  const { signIn } = draft.state;
  if (signIn === null) return;
  draft.clear('key');
  if (verdict === 'signedIn' && signIn.agentId !== null) {
    signedIn(draft, signIn.agentId, signIn.extensionId === null);
    return;
  }
  const failed = signIn.failed + 1;
  if (verdict !== 'wrong' || failed >= TRIES) {
    draft.stopPrompt();
    draft.set({ signIn: null });
    draft.close(VERDICT_WORDS[verdict], null);
    return;
  }
  const { ownerId } = signIn;
  draft.set({
    signIn: { ...signIn, asks: ownerId === null ? 'number' : 'pin', agentId: ownerId, failed },
  });
  ask(draft, 'sign-in-wrong');
}

/** Who hears nothing presses nothing: after the words the keys have their time. */
export function signInAsked(draft: CallDraft): void {
  draft.promptIsOver();
  draft.timer('key', KEY_MS);
}

export function askAgain(draft: CallDraft): void {
  draft.stopPrompt();
  if (draft.state.signIn?.asks === 'verdict') signInTimedOut(draft);
  else ask(draft);
}

function ask(draft: CallDraft, before: SystemPrompt | null = null): void {
  const { signIn, language } = draft.state;
  draft.clear('key');
  const words = signIn?.asks === 'number' ? 'sign-in-number' : 'sign-in-pin';
  const names: readonly SystemPrompt[] = before === null ? [words] : [before, words];
  draft.play(names.map((name) => systemPromptMedia(name, language)));
}
