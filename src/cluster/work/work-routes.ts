import { Injectable, type OnModuleInit } from '@nestjs/common';

import { LinkRoutes } from '../../platform/link/link-routes.js';
import { Settings } from '../../platform/settings/settings.js';
import { TenantWork } from './tenant-work.js';

/** Of a large tenant: ten thousand agents are some 4 MB. */
const MOST_BYTES = 64 * 1024 * 1024;

/** The admin node takes a tenant's work from here and brings it here. */
@Injectable()
export class WorkRoutes implements OnModuleInit {
  constructor(
    private readonly settings: Settings,
    private readonly routes: LinkRoutes,
    private readonly work: TenantWork,
  ) {}

  onModuleInit(): void {
    if (this.settings.nodeRole !== 'switch') return;
    const path = '/link/v1/work/:tenantId';
    // ?unless=<hash>: nothing is answered where the work is still that
    this.routes.add('GET', path, 'admin', async ({ params, request }) => {
      const work = await this.work.take(params.tenantId ?? '');
      return request.query.unless === work.hash ? null : work;
    });
    this.routes.add(
      'PUT',
      path,
      'admin',
      async ({ params, body }) => {
        await this.work.put(params.tenantId ?? '', body);
        return null;
      },
      { mostBytes: MOST_BYTES },
    );
  }
}
