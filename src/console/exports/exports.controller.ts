import { Body, Controller, Get, Header, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';

import { actorOf } from '../../platform/access/http/web-session.js';
import { serveFile } from '../../platform/files/serve-file.js';
import type { ExportView } from '../../reports/core/export.js';
import { ExportsService } from '../../reports/exports.service.js';

/** Exports of the person's tenant; the work goes on in the background, and is asked after. */
@Controller('console/x/exports')
export class ExportsController {
  constructor(private readonly exports: ExportsService) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async list(@Req() request: Request): Promise<{ readonly exports: readonly ExportView[] }> {
    return { exports: await this.exports.list(actorOf(request)) };
  }

  /** Body: kind, format, filter, sort, columns, language, timeZone. */
  @Post()
  @HttpCode(202)
  start(@Req() request: Request, @Body() body: unknown): Promise<ExportView> {
    return this.exports.start(actorOf(request), body);
  }

  @Get(':id')
  @Header('Cache-Control', 'no-store')
  find(@Req() request: Request, @Param('id') id: string): Promise<ExportView> {
    return this.exports.find(actorOf(request), id);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  cancel(@Req() request: Request, @Param('id') id: string): Promise<ExportView> {
    return this.exports.cancel(actorOf(request), id);
  }

  @Get(':id/file')
  async file(@Req() request: Request, @Res() response: Response, @Param('id') id: string): Promise<void> {
    const { path, name, type } = await this.exports.fetch(actorOf(request), id);
    await serveFile(response, { path, contentType: type, saveAs: name });
  }
}
