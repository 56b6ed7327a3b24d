import { Injectable } from '@nestjs/common';

import { AccountController } from './account.controller.js';
import { AgentMessagesController } from './agent-messages.controller.js';
import { AgentsController } from './agents.controller.js';
import { CallActsController } from './call-acts.controller.js';
import { CallRecordsController } from './call-records.controller.js';
import { CallSayingsController } from './call-sayings.controller.js';
import { CallbacksController } from './callbacks.controller.js';
import { CallsController } from './calls.controller.js';
import { ChargesController } from './charges.controller.js';
import type { Route } from './dto/operation.js';
import { FiguresApiController } from './figures.controller.js';
import { QueuesController } from './queues.controller.js';
import { VoicemailMessagesController } from './voicemail-messages.controller.js';

/** The table of all endpoints, in the order of the documentation. */
@Injectable()
export class ApiRoutes {
  readonly all: readonly Route[];

  constructor(
    agents: AgentsController,
    messages: AgentMessagesController,
    queues: QueuesController,
    calls: CallsController,
    acts: CallActsController,
    sayings: CallSayingsController,
    callbacks: CallbacksController,
    voicemail: VoicemailMessagesController,
    records: CallRecordsController,
    figures: FiguresApiController,
    charges: ChargesController,
    account: AccountController,
  ) {
    const tables = [
      agents,
      messages,
      queues,
      calls,
      acts,
      sayings,
      callbacks,
      voicemail,
      records,
      figures,
      charges,
      account,
    ];
    this.all = tables.flatMap(({ routes }) => routes);
  }
}
