import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';

import type { PromptId } from '../../kernel/ids.js';
import type { Actor } from '../../platform/access/actor.js';
import { Gate } from '../../platform/access/gate.js';
import { actorOf } from '../../platform/access/http/web-session.js';
import { newId } from '../../platform/database/new-id.js';
import { NotFound } from '../../platform/errors/record.errors.js';
import { validInput, wholeNumber } from '../../platform/validation/valid-input.js';
import type { EarlierSound, PromptRecord, StoredSound } from '../../prompts/core/prompt-record.js';
import { PromptUploadsService } from '../../prompts/prompt-uploads.service.js';
import { PromptsService } from '../../prompts/prompts.service.js';
import { servePrompt, tenantOf } from './serve-prompt.js';

const seenVersion = z.object({ version: wholeNumber(1, 2_147_483_647) });
const spokenInput = z.object({ text: z.string().trim().min(1).max(1_000) });

/** Prompts that are spoken from texts, and the sounds that prompts had before. */
@Controller('console/x/prompts')
export class PromptSoundsController {
  constructor(
    private readonly gate: Gate,
    private readonly prompts: PromptsService,
    private readonly uploads: PromptUploadsService,
  ) {}

  /** A new prompt spoken from a text: `name`, `language`, `text`. */
  @Post('text')
  @HttpCode(201)
  async createSpoken(@Req() request: Request, @Body() body: unknown): Promise<{ readonly record: PromptRecord }> {
    const actor = actorOf(request);
    this.gate.require(actor, 'prompt.create');
    const title = this.prompts.validTitle(body);
    const { text } = validInput(spokenInput, body);
    const id = newId() as PromptId;
    return this.withSpoken(actor, id, { text, language: title.language }, (sound) =>
      this.gate.change(actor, 'prompt.create', async (session, tell) => {
        const record = await this.prompts.createPrompt(session, tenantOf(actor), id, title, sound);
        tell({ action: 'create', objectType: 'prompt', objectId: id, objectLabel: record.name, after: record });
        return { record };
      }),
    );
  }

  /** Another text for a prompt: `text`, and `version` of the prompt as it was seen. */
  @Post(':id/text')
  @HttpCode(200)
  async speakAgain(
    @Req() request: Request,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<{ readonly record: PromptRecord }> {
    const actor = actorOf(request);
    const found = await this.gate.read(actor, 'prompt.update', (session) => this.prompts.findPrompt(session, id));
    if (found === undefined) throw new NotFound();
    const { version } = validInput(seenVersion, body);
    const { text } = validInput(spokenInput, body);
    return this.withSpoken(actor, found.id, { text, language: found.language }, (sound) =>
      this.changed(actor, id, (session) => this.prompts.replaceSound(session, id, version, sound)),
    );
  }

  /** What the prompt sounded like before, the latest first. */
  @Get(':id/earlier')
  @Header('Cache-Control', 'no-store')
  async earlier(
    @Req() request: Request,
    @Param('id') id: string,
  ): Promise<{ readonly earlier: readonly EarlierSound[] }> {
    const earlier = await this.gate.read(actorOf(request), 'prompt.read', (session) =>
      this.prompts.earlierSounds(session, id),
    );
    return { earlier };
  }

  /** An earlier sound, as telephones hear it; saved as a file with `?download=1`. */
  @Get(':id/earlier/:soundId/sound')
  async earlierSound(
    @Req() request: Request,
    @Res() response: Response,
    @Param('id') id: string,
    @Param('soundId') soundId: string,
    @Query('download') download?: string,
  ): Promise<void> {
    const actor = actorOf(request);
    const found = await this.gate.read(actor, 'prompt.read', (session) =>
      this.prompts.earlierMediaOf(session, id, soundId),
    );
    const path = await this.uploads.fileOf(found.media, tenantOf(actor));
    await servePrompt(response, path, found.record, download === '1');
  }

  /** The prompt sounds as it did before: `version` of the prompt as it was seen. */
  @Post(':id/earlier/:soundId')
  @HttpCode(200)
  async goBack(
    @Req() request: Request,
    @Param('id') id: string,
    @Param('soundId') soundId: string,
    @Body() body: unknown,
  ): Promise<{ readonly record: PromptRecord }> {
    const actor = actorOf(request);
    this.gate.require(actor, 'prompt.update');
    const { version } = validInput(seenVersion, body);
    return this.changed(actor, id, (session) => this.prompts.goBackTo(session, id, version, soundId));
  }

  private changed(
    actor: Actor,
    id: string,
    change: (session: Parameters<PromptsService['findPrompt']>[0]) => ReturnType<PromptsService['goBackTo']>,
  ): Promise<{ readonly record: PromptRecord }> {
    return this.gate.change(actor, 'prompt.update', async (session, tell) => {
      const { before, after } = await change(session);
      tell({ action: 'update', objectType: 'prompt', objectId: id, objectLabel: after.name, before, after });
      return { record: after };
    });
  }

  /** The file is where Asterisk finds it before a row names it; where no row comes of it, it is taken back. */
  private async withSpoken<T>(
    actor: Actor,
    id: PromptId,
    { text, language }: { readonly text: string; readonly language: PromptRecord['language'] },
    change: (sound: StoredSound) => Promise<T>,
  ): Promise<T> {
    const leave = await this.uploads.begin(actor.operatorId);
    try {
      const sound = await this.uploads.speak(tenantOf(actor), id, text, language);
      return await this.uploads.orDiscard(sound, change);
    } finally {
      leave();
    }
  }
}
