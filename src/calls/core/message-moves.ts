import type { LostReason } from '../../kernel/domain-events.js';
import { systemPromptMedia } from '../../prompts/core/prompt.js';
import type { CallDraft } from './call-draft.js';
import { leaveOffRecording, record, recordNextPart, repeatRecording } from './recording-moves.js';

/** The longest message, seconds. */
const MESSAGE_S = 180;
/** Asterisk's own. */
const TONE = 'beep';
/** Ends it before that. */
const END_KEY = '#';

/** The caller is told how to leave a message, then it is recorded; `losing` is how the call counts if they leave none. */
export function goToVoicemail(draft: CallDraft, losing: LostReason | null): void {
  draft.phase('voicemail');
  draft.set({ losing: losing ?? 'no_message_left' });
  draft.answerCaller();
  tellHow(draft);
}

function tellHow(draft: CallDraft): void {
  const { language } = draft.state;
  draft.play([systemPromptMedia('leave-a-message', language), TONE]);
}

/** After the tone. What was recorded of the call before lies in parts of its own. */
export function beginMessage(draft: CallDraft): void {
  draft.promptIsOver();
  const { recording } = draft.state;
  if (recording === 'asked' || recording === 'running') leaveOffRecording(draft, 'stopped');
  if (recording === 'none') record(draft);
  else recordNextPart(draft);
  if (draft.state.recording === 'failed') {
    draft.close('nobody-answers', draft.state.losing);
    return;
  }
  draft.step('message.began');
  draft.timer('message', MESSAGE_S * 1000);
}

export function messageKey(draft: CallDraft, key: string): void {
  if (key === END_KEY && isBeingLeft(draft.state)) endMessage(draft);
}

export function endMessage(draft: CallDraft): void {
  leaveOffRecording(draft, 'stopped');
  draft.clear('message');
  draft.close('message-kept', 'message_left');
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
  return playbackId === null && (recording === 'asked' || recording === 'running');
}
