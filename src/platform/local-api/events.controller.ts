import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';

import { EventStreams } from './event-streams.js';
import { BadAfter } from './local-api.errors.js';

@Controller('v1/events')
export class EventsController {
  constructor(private readonly streams: EventStreams) {}

  /**
   * Newline-delimited JSON without end: `{seq, fact}`, `{}` as heartbeat, `{gap: true, from}` where facts after `after`
   * are not kept any more. Without `after` it tells what happens from now on.
   *
   * @throws BadAfter
   */
  @Get()
  follow(@Res() response: Response, @Query('after') after?: string): void {
    if (after !== undefined && !/^\d{1,15}$/.test(after)) throw new BadAfter();
    response.status(200).setHeader('Content-Type', 'application/x-ndjson').setHeader('Cache-Control', 'no-store');
    response.flushHeaders();
    this.streams.follow(response, after === undefined ? null : Number(after));
  }
}
