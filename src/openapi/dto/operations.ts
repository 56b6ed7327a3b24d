import { getAccount } from './account.js';
import { listAgentMessages, readAgentMessage, sendAgentMessage } from './agent-messages.js';
import { getAgent, listAgents, logInAgent, logOutAgent, makeAgentNotReady, makeAgentReady } from './agents.js';
import { cancelCallback, listCallbacks, listEndedCallbacks } from './callbacks.js';
import { getCallRecord, listCallRecords } from './call-records.js';
import { actOnCall, superviseCall } from './call-acts.js';
import { getCall, hangUpCall, listCalls, placeCall } from './calls.js';
import { getCharge, listCharges } from './charges.js';
import { listAgentFigures, listAgentRecords, listQueueFigures } from './figures.js';
import type { Operation } from './operation.js';
import { listPathFigures } from './paths.js';
import { listQueues } from './queues.js';
import { handleVoicemailMessage, listVoicemailMessages } from './voicemail-messages.js';
import { endWrapUp, extendWrapUp, listDispositions, listNotReadyReasons, sayOfCall } from './wrap-up.js';

/** The table of operations, in the order of the documentation. */
export const OPERATIONS = [
  listAgents,
  getAgent,
  logInAgent,
  logOutAgent,
  makeAgentReady,
  makeAgentNotReady,
  extendWrapUp,
  endWrapUp,
  listAgentMessages,
  sendAgentMessage,
  readAgentMessage,
  listQueues,
  listCalls,
  getCall,
  placeCall,
  hangUpCall,
  actOnCall,
  superviseCall,
  listNotReadyReasons,
  listDispositions,
  sayOfCall,
  listCallbacks,
  cancelCallback,
  listEndedCallbacks,
  listVoicemailMessages,
  handleVoicemailMessage,
  listCallRecords,
  getCallRecord,
  listQueueFigures,
  listAgentFigures,
  listPathFigures,
  listAgentRecords,
  listCharges,
  getCharge,
  getAccount,
] as unknown as readonly Operation[];
