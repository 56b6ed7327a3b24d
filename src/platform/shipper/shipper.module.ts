import { Module } from '@nestjs/common';
import { Gauge } from 'prom-client';

import { systemClock } from '../../kernel/clock.js';
import { AdminDatabase } from '../database/admin-database.js';
import { Metrics } from '../metrics/metrics.js';
import { MetricsModule } from '../metrics/metrics.module.js';
import { Destinations } from './destinations.js';
import { FactsRepository } from './facts.repository.js';
import type { ShipmentState } from './shipment.js';
import { ShipperService } from './shipper.service.js';

/** Of each PostgreSQL that facts are carried to. */
const GAUGES: readonly {
  readonly name: string;
  readonly help: string;
  readonly value: (state: ShipmentState) => number;
}[] = [
  {
    name: 'callrack_shipper_backlog_facts',
    help: 'Facts in the journal that PostgreSQL has not taken yet',
    value: ({ backlog }) => backlog,
  },
  {
    name: 'callrack_shipper_backlog_seconds',
    help: 'Age of the oldest fact that PostgreSQL has not taken yet',
    value: ({ oldestAt }) => (oldestAt === null ? 0 : Math.max(0, systemClock.now() - oldestAt) / 1000),
  },
  {
    name: 'callrack_shipper_set_aside_facts',
    help: 'Facts that PostgreSQL refuses for what they are, kept in the journal',
    value: ({ setAside }) => setAside,
  },
];

@Module({
  imports: [MetricsModule],
  providers: [AdminDatabase, Destinations, FactsRepository, ShipperService],
  exports: [ShipperService],
})
export class ShipperModule {
  constructor(metrics: Metrics, shipper: ShipperService) {
    const registers = [metrics.registry];
    for (const { name, help, value } of GAUGES) {
      new Gauge({
        ...{ name, help, registers, labelNames: ['destination'] },
        collect() {
          for (const [destination, state] of Object.entries(shipper.state().destinations)) {
            this.set({ destination }, value(state));
          }
        },
      });
    }
    new Gauge({
      name: 'callrack_journal_bytes',
      help: 'What the journal takes of the disk; it grows while a PostgreSQL takes no facts',
      registers,
      collect() {
        this.set(shipper.state().bytes);
      },
    });
  }
}
