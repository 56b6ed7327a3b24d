import { createHash } from 'node:crypto';

import { Injectable, type OnModuleInit } from '@nestjs/common';

import { NotFound } from '../platform/errors/record.errors.js';
import { LinkRoutes } from '../platform/link/link-routes.js';
import { Settings } from '../platform/settings/settings.js';
import { PromptFiles } from './prompt-files.js';

/** Where the sound of an upload is had from the admin node, and the header that its SHA-256 is in (hexadecimal). */
export const MEDIA_PATH = '/link/v1/media';
export const SHA256_HEADER = 'x-callrack-sha256';

/** Of the admin node: gives the sound that people uploaded to the nodes that play it. */
@Injectable()
export class MediaSource implements OnModuleInit {
  constructor(
    private readonly routes: LinkRoutes,
    private readonly files: PromptFiles,
    private readonly settings: Settings,
  ) {}

  onModuleInit(): void {
    if (!this.settings.isAdmin) return;
    this.routes.add('GET', `${MEDIA_PATH}/*path`, 'node', async ({ params }, response) => {
      const sound = await this.files.uploadAt(params.path ?? '');
      if (sound === null) throw new NotFound();
      response.setHeader(SHA256_HEADER, createHash('sha256').update(sound).digest('hex'));
      response.type('audio/wav').end(sound);
      return undefined;
    });
  }
}
