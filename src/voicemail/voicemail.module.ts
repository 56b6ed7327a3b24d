import { Module } from '@nestjs/common';

import { ReferencesModule } from '../platform/references/references.module.js';
import { MailboxesRepository } from './mailboxes.repository.js';
import { MailboxesService } from './mailboxes.service.js';

@Module({
  imports: [ReferencesModule],
  providers: [MailboxesRepository, MailboxesService],
  exports: [MailboxesService],
})
export class VoicemailModule {}
