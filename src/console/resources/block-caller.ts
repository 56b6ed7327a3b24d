import type { BlockedNumbersService } from '../../acd/blocked-numbers.service.js';
import { NotFound } from '../../platform/errors/record.errors.js';
import type { ReportsService } from '../../reports/reports.service.js';
import type { CallRecordShown } from './call-records.js';
import { ownTenant } from './own-tenant.js';
import type { ConsoleAction, ConsoleRecord } from './resource.js';

/** Whoever called is refused from the next call on. */
export function blockCaller(numbers: BlockedNumbersService, reports: ReportsService): ConsoleAction {
  return {
    name: 'blockCaller',
    on: 'record',
    label: { zh: '加入黑名单', en: 'Block the caller' },
    icon: 'PhoneOff',
    permission: 'queue.update',
    confirm: {
      zh: '该主叫号码以后的来电将被拒接，也不会被回呼。继续吗？',
      en: 'Calls of this number will be refused, and nobody is called back on it. Go on?',
    },
    appliesTo: (record: ConsoleRecord) => {
      const { direction, caller } = record as CallRecordShown;
      return direction === 'inbound' && caller !== '';
    },
    perform: async (session, id, _input, actor) => {
      const call = await reports.findCallRecord(session, id);
      if (call === undefined) throw new NotFound();
      const blocked = await numbers.createBlockedNumber(session, ownTenant(actor), { number: call.caller });
      return {
        done: { zh: `${blocked.number} 已加入黑名单`, en: `${blocked.number} is blocked` },
        told: [{ objectType: 'blocked_number', id: blocked.id, label: blocked.number, after: blocked }],
      };
    },
  };
}
