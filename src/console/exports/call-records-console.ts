import { Injectable } from '@nestjs/common';

import { BlockedNumbersService } from '../../acd/blocked-numbers.service.js';
import { AgentGroupsService } from '../../agents/agent-groups.service.js';
import { ChargesService } from '../../billing/charges.service.js';
import type { Actor } from '../../platform/access/actor.js';
import type { DbSession } from '../../platform/database/transaction.js';
import { TenancyService } from '../../platform/tenancy/tenancy.service.js';
import { CallSayingsService } from '../../reports/call-sayings.service.js';
import { EXPORT_COLUMNS } from '../../reports/core/export-columns.js';
import { maySee } from '../../reports/exports.service.js';
import { ReportsService } from '../../reports/reports.service.js';
import { ConsoleRegister } from '../console-register.js';
import { blockCaller } from '../resources/block-caller.js';
import { callRecordsResource, type CallCharged } from '../resources/call-records.js';
import { callSaying } from '../resources/call-saying.js';
import { chargedInAll, MOST_ENTRIES } from '../resources/charge-told.js';

/** Call records and their exports in the module "statistics". */
@Injectable()
export class CallRecordsConsole {
  constructor(
    register: ConsoleRegister,
    reports: ReportsService,
    charges: ChargesService,
    sayings: CallSayingsService,
    groups: AgentGroupsService,
    tenancy: TenancyService,
    blockedNumbers: BlockedNumbersService,
  ) {
    const chargedFor = async (session: DbSession, callId: string): Promise<CallCharged | undefined> => {
      const entries = await charges.chargesAfter(session, null, MOST_ENTRIES, { callId }, 'oldest_first');
      return chargedInAll(entries);
    };
    register.addResource(
      callRecordsResource(
        reports,
        chargedFor,
        {
          action: callSaying({ sayings, groups, tenancy }),
          choicesFor: (session, call) => sayings.choicesFor(session, call),
        },
        [blockCaller(blockedNumbers, reports)],
      ),
    );
    register.addPage({
      name: 'exports',
      module: 'statistics',
      icon: 'Download',
      label: { zh: '导出', en: 'Exports' },
      component: 'ExportPage',
      permissions: ['call_record.export', 'figures.export'],
      data: (actor) => Promise.resolve({ columns: columnsFor(actor) }),
    });
  }
}

/** Of the lists that the person may export. */
function columnsFor(actor: Actor): object {
  const shown = (kind: 'call_record' | 'agent_record') =>
    EXPORT_COLUMNS[kind]
      .filter(({ name }) => maySee(actor, name))
      .map(({ name, label, usual }) => ({ name, label: label[actor.language], usual }));
  return {
    ...(actor.permissions.has('call_record.export') ? { call_record: shown('call_record') } : {}),
    ...(actor.permissions.has('figures.export') ? { agent_record: shown('agent_record') } : {}),
  };
}
