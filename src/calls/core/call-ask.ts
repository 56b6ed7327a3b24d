import type { MissedWhy } from '../../acd/core/agent.js';
import type { AgentId, TenantId } from '../../kernel/ids.js';
import type { Inquiry } from './flow/inquiry.js';
import type { FeatureCode } from './telephone-dial.js';

/** What one call asks of the hall within the turn. */
export type CallAsk =
  | { readonly ask: 'wait' }
  | { readonly ask: 'leave' }
  | { readonly ask: 'agentAnswered'; readonly agentId: AgentId }
  /** Was asked to join the conversation, and has. */
  | { readonly ask: 'agentJoined'; readonly agentId: AgentId }
  | { readonly ask: 'agentMissed'; readonly agentId: AgentId; readonly why: MissedWhy }
  | { readonly ask: 'agentWithdrawn'; readonly agentId: AgentId }
  /** served: the customer was theirs, so that what came of it is for them to say. */
  | { readonly ask: 'agentReleased'; readonly agentId: AgentId; readonly wrapUpS: number; readonly served?: boolean }
  | { readonly ask: 'judgePin'; readonly agentId: AgentId; readonly pinHash: string; readonly pin: string }
  /** A flow waits for what is found out off the turn. */
  | { readonly ask: 'inquire'; readonly inquiry: Inquiry }
  /** The caller wants to be called back at this number, and keeps the place in the line. */
  | { readonly ask: 'callBack'; readonly number: string }
  /** By the keys of an open line. */
  | { readonly ask: 'lineCode'; readonly code: FeatureCode }
  /** number: as it was keyed on an open line. */
  | { readonly ask: 'lineDials'; readonly number: string }
  /** At their own telephone, without a PIN. */
  | { readonly ask: 'signIn'; readonly agentId: AgentId }
  /** A customer is being dialled. */
  | { readonly ask: 'outboundBegan'; readonly tenantId: TenantId };
