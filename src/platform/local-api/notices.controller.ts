import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';

import { NoticeStreams } from './notice-streams.js';

@Controller('v1/notices')
export class NoticesController {
  constructor(private readonly streams: NoticeStreams) {}

  /**
   * Newline-delimited JSON without end: first `{at}`, then `{n, notice}` for a row that has changed, `{n, again: true}`
   * where the status is to be taken afresh, `{}` as heartbeat. Not resumable: take the status after the first line, and
   * of it `noticesAt`; notices of greater numbers come on top.
   */
  @Get()
  follow(@Res() response: Response): void {
    response.status(200).setHeader('Content-Type', 'application/x-ndjson').setHeader('Cache-Control', 'no-store');
    response.flushHeaders();
    this.streams.follow(response);
  }
}
