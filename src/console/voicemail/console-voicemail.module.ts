import { Injectable, Module } from '@nestjs/common';

import { TenancyModule } from '../../platform/tenancy/tenancy.module.js';
import { TenancyService } from '../../platform/tenancy/tenancy.service.js';
import { ReportsModule } from '../../reports/reports.module.js';
import { VoicemailMessagesService } from '../../reports/voicemail-messages.service.js';
import { MailboxesService } from '../../voicemail/mailboxes.service.js';
import { VoicemailModule } from '../../voicemail/voicemail.module.js';
import { ConsoleRegisterModule } from '../console-register.module.js';
import { ConsoleRegister } from '../console-register.js';
import { mailboxesResource } from './mailboxes.js';
import { messagesResource } from './messages.js';

@Injectable()
class VoicemailResources {
  constructor(
    register: ConsoleRegister,
    mailboxes: MailboxesService,
    messages: VoicemailMessagesService,
    tenancy: TenancyService,
  ) {
    register.addResource(messagesResource({ messages, tenancy }), mailboxesResource(mailboxes));
  }
}

/** Mailboxes and messages at the console. */
@Module({
  imports: [ConsoleRegisterModule, VoicemailModule, ReportsModule, TenancyModule],
  providers: [VoicemailResources],
})
export class ConsoleVoicemailModule {}
