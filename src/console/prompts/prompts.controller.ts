import { rm } from 'node:fs/promises';

import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';

import type { PromptId } from '../../kernel/ids.js';
import type { Actor } from '../../platform/access/actor.js';
import { Gate } from '../../platform/access/gate.js';
import { actorOf } from '../../platform/access/http/web-session.js';
import { newId } from '../../platform/database/new-id.js';
import { NotFound } from '../../platform/errors/record.errors.js';
import { validInput, wholeNumber } from '../../platform/validation/valid-input.js';
import type { PromptRecord, StoredSound } from '../../prompts/core/prompt-record.js';
import { PromptUploadsService } from '../../prompts/prompt-uploads.service.js';
import { PromptRejected } from '../../prompts/prompts.errors.js';
import { PromptsService } from '../../prompts/prompts.service.js';
import { servePrompt, tenantOf } from './serve-prompt.js';
import { leaveUnread, readPromptForm, type PromptForm } from './prompt-form.js';

const seenVersion = z.object({ version: wholeNumber(1, 2_147_483_647).optional() });

/** Sound of prompts on its way in and out; everything else of prompts is a resource like others. */
@Controller('console/x/prompts')
export class PromptsController {
  constructor(
    private readonly gate: Gate,
    private readonly prompts: PromptsService,
    private readonly uploads: PromptUploadsService,
  ) {}

  /** A new prompt: fields `name`, `language`, and `file`. */
  @Post()
  @HttpCode(201)
  async create(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ readonly record: PromptRecord }> {
    const actor = actorOf(request);
    this.gate.require(actor, 'prompt.create');
    const id = newId() as PromptId;
    return this.withForm(actor, request, response, async (form) => {
      const title = this.prompts.validTitle(form.fields);
      return this.withSound(actor, id, form, (sound) =>
        this.gate.change(actor, 'prompt.create', async (session, tell) => {
          const record = await this.prompts.createPrompt(session, tenantOf(actor), id, title, sound);
          tell({ action: 'create', objectType: 'prompt', objectId: id, objectLabel: record.name, after: record });
          return { record };
        }),
      );
    });
  }

  /** Other sound for a prompt: `file`, and `version` of the prompt as it was seen. */
  @Post(':id/file')
  @HttpCode(200)
  async replace(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Param('id') id: string,
  ): Promise<{ readonly record: PromptRecord }> {
    const actor = actorOf(request);
    const found = await this.gate.read(actor, 'prompt.update', (session) => this.prompts.findPrompt(session, id));
    if (found === undefined) throw new NotFound();
    return this.withForm(actor, request, response, (form) => {
      const { version = found.version } = validInput(seenVersion, form.fields);
      return this.withSound(actor, found.id, form, (sound) =>
        this.gate.change(actor, 'prompt.update', async (session, tell) => {
          const { before, after } = await this.prompts.replaceSound(session, id, version, sound);
          tell({ action: 'update', objectType: 'prompt', objectId: id, objectLabel: after.name, before, after });
          return { record: after };
        }),
      );
    });
  }

  /** The sound, as telephones hear it; saved as a file with `?download=1`. */
  @Get(':id/sound')
  async sound(
    @Req() request: Request,
    @Res() response: Response,
    @Param('id') id: string,
    @Query('download') download?: string,
  ): Promise<void> {
    const actor = actorOf(request);
    const { record, media } = await this.gate.read(actor, 'prompt.read', (session) =>
      this.prompts.mediaOf(session, id),
    );
    const path = await this.uploads.fileOf(media, tenantOf(actor));
    await servePrompt(response, path, record, download === '1');
  }

  /** Whatever becomes of the form, the file that came with it is gone afterwards. */
  private async withForm<T>(
    { operatorId }: Actor,
    request: Request,
    response: Response,
    use: (form: PromptForm) => Promise<T>,
  ): Promise<T> {
    const leave = await this.uploads.begin(operatorId).catch((error: unknown) => {
      leaveUnread(request, response);
      throw error;
    });
    try {
      const form = await readPromptForm(request, response, this.uploads);
      try {
        return await use(form);
      } finally {
        if (form.file !== undefined) await rm(form.file.path, { force: true });
      }
    } finally {
      leave();
    }
  }

  /** The file is where Asterisk finds it before a row names it; where no row comes of it, it is taken back. */
  private async withSound<T>(
    actor: Actor,
    id: PromptId,
    { file }: PromptForm,
    change: (sound: StoredSound) => Promise<T>,
  ): Promise<T> {
    if (file === undefined) throw new PromptRejected('no_file');
    const sound = await this.uploads.store(tenantOf(actor), id, file);
    return this.uploads.orDiscard(sound, change);
  }
}
