import { Module } from '@nestjs/common';
import { Gauge } from 'prom-client';

import { Metrics } from '../metrics/metrics.js';
import { MetricsModule } from '../metrics/metrics.module.js';
import { FactsRepository } from './facts.repository.js';
import { ShipperService } from './shipper.service.js';

@Module({
  imports: [MetricsModule],
  providers: [FactsRepository, ShipperService],
  exports: [ShipperService],
})
export class ShipperModule {
  constructor(metrics: Metrics, shipper: ShipperService) {
    const registers = [metrics.registry];
    new Gauge({
      name: 'callrack_shipper_backlog_facts',
      help: 'Facts in the journal that PostgreSQL has not taken yet',
      registers,
      collect() {
        this.set(shipper.state().backlog);
      },
    });
    new Gauge({
      name: 'callrack_shipper_set_aside_facts',
      help: 'Facts that PostgreSQL refuses for what they are, kept in the journal',
      registers,
      collect() {
        this.set(shipper.state().setAside);
      },
    });
  }
}
