import { Injectable, type OnModuleInit } from '@nestjs/common';

import { LinkRoutes } from '../../platform/link/link-routes.js';
import { OwnStatus } from './own-status.js';

export const STATUS_PATH = '/link/v1/status';

/** The admin node asks how this switch node is. */
@Injectable()
export class NodeStatusRoute implements OnModuleInit {
  constructor(
    private readonly routes: LinkRoutes,
    private readonly own: OwnStatus,
  ) {}

  onModuleInit(): void {
    this.routes.add('GET', STATUS_PATH, 'admin', () => this.own.look());
  }
}
