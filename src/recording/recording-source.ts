import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Response } from 'express';

import { serveFile } from '../platform/files/serve-file.js';
import { LinkRoutes } from '../platform/link/link-routes.js';
import { Settings } from '../platform/settings/settings.js';
import { RecordingFiles } from './recording-files.js';
import { RecordingGone } from './recording.errors.js';

export const RECORDINGS_PATH = '/link/v1/recordings';
export const WAVEFORMS_PATH = '/link/v1/waveforms';

/** <tenant>/<yyyy>/<mm>/<dd>/<call>.opus, as recording.service.ts names them */
const ARCHIVED = /^([0-9a-f-]{36})\/[0-9]{4}\/[0-9]{2}\/[0-9]{2}\/[^/\\]+[.]opus$/;

/** Of a switch node: gives its recordings to the admin node, through which people listen. */
@Injectable()
export class RecordingSource implements OnModuleInit {
  constructor(
    private readonly routes: LinkRoutes,
    private readonly files: RecordingFiles,
    private readonly settings: Settings,
  ) {}

  onModuleInit(): void {
    if (this.settings.nodeRole !== 'switch') return;
    this.routes.add('GET', `${RECORDINGS_PATH}/*file`, 'admin', async ({ params }, response) => {
      await serveFile(response, { path: await this.pathOf(params.file), contentType: 'audio/ogg' });
      return undefined;
    });
    this.routes.add('GET', `${WAVEFORMS_PATH}/*file`, 'admin', async ({ params }, response) => {
      await this.sendPeaks(response, params.file ?? '', await this.pathOf(params.file));
      return undefined;
    });
  }

  private async pathOf(file = ''): Promise<string> {
    const tenantId = ARCHIVED.exec(file)?.[1];
    const path = tenantId === undefined ? null : await this.files.find(file, tenantId);
    if (path === null) throw new RecordingGone();
    return path;
  }

  /** Begins to answer at once: whoever asks waits for the begin of an answer only seconds, and drawing may take minutes. */
  private async sendPeaks(response: Response, file: string, path: string): Promise<void> {
    response.type('application/json').flushHeaders();
    try {
      response.end(JSON.stringify({ version: 1, ...(await this.files.peaksOf(file, path)) }));
    } catch (error) {
      response.destroy();
      throw error;
    }
  }
}
