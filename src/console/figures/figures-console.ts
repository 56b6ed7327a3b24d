import { Injectable } from '@nestjs/common';

import { NotReadyReasonsService } from '../../acd/not-ready-reasons.service.js';
import { AgentRecordsService } from '../../reports/agent-records.service.js';
import { FiguresReach } from '../../reports/figures-reach.service.js';
import { ConsoleRegister } from '../console-register.js';
import { agentRecordsResource } from '../resources/agent-records.js';

/** Tells the console of figures and of what agents did. */
@Injectable()
export class FiguresConsole {
  constructor(
    register: ConsoleRegister,
    records: AgentRecordsService,
    reasons: NotReadyReasonsService,
    reach: FiguresReach,
  ) {
    register.addPage(
      {
        name: 'queue-figures',
        module: 'statistics',
        icon: 'BarChart2',
        label: { zh: '队列统计', en: 'Queue figures' },
        component: 'QueueFigures',
        permissions: ['figures.read'],
      },
      {
        name: 'agent-figures',
        module: 'statistics',
        icon: 'BarChart',
        label: { zh: '座席统计', en: 'Agent figures' },
        component: 'AgentFigures',
        permissions: ['figures.read'],
      },
      {
        name: 'flow-paths',
        module: 'statistics',
        icon: 'GitBranch',
        label: { zh: '流程路径', en: 'Paths through flows' },
        component: 'FlowPaths',
        permissions: ['figures.read'],
      },
    );
    register.addResource(agentRecordsResource(records, reasons, reach));
  }
}
