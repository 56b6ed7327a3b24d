import { Injectable, Module } from '@nestjs/common';

import { EvaluationsService } from '../../reports/evaluations.service.js';
import { ReportsModule } from '../../reports/reports.module.js';
import { ConsoleRegisterModule } from '../console-register.module.js';
import { ConsoleRegister } from '../console-register.js';
import { evaluationDaysResource, evaluationsResource } from './evaluations.js';

@Injectable()
class EvaluationResources {
  constructor(register: ConsoleRegister, evaluations: EvaluationsService) {
    register.addResource(evaluationsResource(evaluations), evaluationDaysResource(evaluations));
  }
}

/** What callers said of their agents, at the console. */
@Module({ imports: [ConsoleRegisterModule, ReportsModule], providers: [EvaluationResources] })
export class ConsoleEvaluationsModule {}
