import { Injectable } from '@nestjs/common';

import { CALL_COLUMNS } from '../../reports/core/call-record.js';
import { ReportsService } from '../../reports/reports.service.js';
import { ConsoleRegister } from '../console-register.js';
import { callRecordsResource } from '../resources/call-records.js';

/** Call records and their exports in the module "statistics". */
@Injectable()
export class CallRecordsConsole {
  constructor(register: ConsoleRegister, reports: ReportsService) {
    register.addResource(callRecordsResource(reports));
    register.addPage({
      name: 'exports',
      module: 'statistics',
      icon: 'Download',
      label: { zh: '导出', en: 'Exports' },
      component: 'ExportPage',
      permissions: ['call_record.export'],
      data: ({ language }) =>
        Promise.resolve({
          columns: CALL_COLUMNS.map(({ name, label, usual }) => ({ name, label: label[language], usual })),
        }),
    });
  }
}
