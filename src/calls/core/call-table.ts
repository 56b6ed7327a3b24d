import type { CallId, ChannelId } from '../../kernel/ids.js';
import type { CallState } from './call-state.js';
import { channelsOf } from './call-views.js';
import type { InUse } from './in-use.js';

/** The calls of the node, by id and by their channels; what they take up is counted. */
export class CallTable {
  private readonly calls = new Map<CallId, CallState>();
  private readonly callOfChannel = new Map<ChannelId, CallId>();

  constructor(private readonly inUse: InUse) {}

  get byId(): ReadonlyMap<CallId, CallState> {
    return this.calls;
  }

  ofChannel(channelId: ChannelId): CallState | undefined {
    const callId = this.callOfChannel.get(channelId);
    return callId === undefined ? undefined : this.calls.get(callId);
  }

  /** @param before as it is in the table; undefined: it begins. @param after null: it is over */
  put(before: CallState | undefined, after: CallState | null): void {
    for (const channelId of channelsOf(before)) this.callOfChannel.delete(channelId);
    if (after === null) {
      if (before !== undefined) this.calls.delete(before.callId);
    } else {
      this.calls.set(after.callId, after);
      for (const channelId of channelsOf(after)) this.callOfChannel.set(channelId, after.callId);
    }
    this.inUse.callChanged(before, after);
  }
}
