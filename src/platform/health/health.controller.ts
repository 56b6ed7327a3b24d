import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';

import { Health, httpStatusOf } from './health.js';

@Controller('health')
export class HealthController {
  constructor(private readonly health: Health) {}

  /** 200 while the process does its work, 503 when a part is down; the body says which. */
  @Get()
  async read(@Res() response: Response): Promise<void> {
    const report = await this.health.report();
    response.status(httpStatusOf(report)).setHeader('Cache-Control', 'no-store').json(report);
  }
}
