import type { LostReason } from '../../kernel/domain-events.js';
import type { MailboxId } from '../../kernel/ids.js';
import { systemPromptMedia } from '../../prompts/core/prompt.js';
import { mailboxMeant, USUAL_LONGEST_S } from '../../voicemail/core/mailbox.js';
import type { CallDraft } from './call-draft.js';
import { own } from './legs.js';
import type { MessageLeft } from './message-left.js';
import { isRunning, leaveOffRecording, record, recordNextPart, repeatRecording } from './recording-moves.js';

/** Asterisk's own. */
const TONE = 'beep';
/** Ends it before that. */
const END_KEY = '#';

/** The caller is told how to leave a message, then it is recorded; `losing` is how the call counts if they leave none. */
export function goToVoicemail(draft: CallDraft, named: MailboxId | null, losing: LostReason | null): void {
  const mailbox = mailboxMeant(draft.config.mailboxes, draft.state.tenantId, named);
  const longestS = mailbox?.longestS ?? USUAL_LONGEST_S;
  draft.phase('voicemail');
  draft.set({
    losing: losing ?? 'no_message_left',
    message: { mailboxId: mailbox?.id ?? null, longestS, beganAt: null, endedAt: null },
  });
  draft.answerCaller();
  tellHow(draft);
}

function tellHow(draft: CallDraft): void {
  const { language, message } = draft.state;
  const { mailboxes, prompts } = draft.config;
  const { mailboxId = null } = message ?? {};
  const greetingId = mailboxId === null ? null : (mailboxes.get(mailboxId)?.greetingId ?? null);
  const greeting = greetingId === null ? undefined : own(draft, prompts.get(greetingId));
  draft.play([greeting?.media ?? systemPromptMedia('leave-a-message', language), TONE]);
}

/** After the tone. What was recorded of the call before lies in parts of its own. */
export function beginMessage(draft: CallDraft): void {
  draft.promptIsOver();
  const { recording } = draft.state;
  if (isRunning(recording)) leaveOffRecording(draft, 'stopped');
  if (recording === 'none') record(draft);
  else recordNextPart(draft);
  if (draft.state.recording === 'failed') {
    draft.close('nobody-answers', draft.state.losing);
    return;
  }
  draft.step('message.began');
  draft.timer('message', (note(draft, { beganAt: draft.now })?.longestS ?? USUAL_LONGEST_S) * 1000);
}

export function messageKey(draft: CallDraft, key: string): void {
  if (key === END_KEY && isBeingLeft(draft.state)) endMessage(draft);
}

export function endMessage(draft: CallDraft): void {
  leaveOffRecording(draft, 'stopped');
  draft.clear('message');
  note(draft, { endedAt: draft.now });
  draft.close('message-kept', 'message_left');
}

/** What is known of the message; null where an older build let the caller in. */
function note(draft: CallDraft, change: Partial<MessageLeft>): MessageLeft | null {
  const { message } = draft.state;
  if (message === null) return null;
  draft.set({ message: { ...message, ...change } });
  return message;
}

/** No message can be kept: the caller is told that nobody is there. */
export function messageFailed(draft: CallDraft): void {
  draft.clear('message');
  draft.close('nobody-answers', draft.state.losing);
}

/** After an outage: how it is done is told again, a message goes on. */
export function resumeMessage(draft: CallDraft): void {
  if (draft.state.playbackId === null) {
    repeatRecording(draft);
    return;
  }
  draft.stopPrompt();
  tellHow(draft);
}

/** The tone has been heard. */
export function isBeingLeft({ recording, playbackId }: Pick<CallDraft['state'], 'recording' | 'playbackId'>): boolean {
  return playbackId === null && isRunning(recording);
}
