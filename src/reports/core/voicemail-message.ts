/** A message that a caller left. Its id is that of the call. */
export interface VoicemailMessage {
  readonly id: string;
  /** When its call was over. */
  readonly at: Date;
  /** null: there was none, or it is gone. */
  readonly mailboxId: string | null;
  readonly mailboxName: string | null;
  readonly caller: string;
  readonly called: string;
  /** Where the caller had waited before; null: nowhere. */
  readonly queueNumber: string | null;
  readonly durationMs: number;
  /** The sound is there; it comes some seconds after the message. */
  readonly recorded: boolean;
  readonly handled: boolean;
  readonly handledAt: Date | null;
  readonly handledBy: string | null;
  /** The last that was said of the call. */
  readonly note: string | null;
}
