import { Injectable, Logger } from '@nestjs/common';

import { Systems } from '../connections/systems.module.js';
import { Speech } from '../prompts/speech.module.js';
import type { Inquiry, InquiryAnswer, SoundPart } from './core/flow/inquiry.js';

/** Finds out what flows wait for, off the turn. Nothing of it is kept: after a restart flows ask again. */
@Injectable()
export class Inquirer {
  private readonly logger = new Logger('inquiries');

  constructor(
    private readonly speech: Speech,
    private readonly systems: Systems,
  ) {}

  /** Never fails. */
  async answer({ tenantId, about }: Inquiry): Promise<InquiryAnswer> {
    if (about.kind === 'system') {
      return { kind: 'system', answer: await this.systems.ask(tenantId, about.question) };
    }
    const mediaOf = async (part: SoundPart): Promise<readonly string[]> => {
      if ('media' in part) return part.media;
      try {
        return [await this.speech.mediaOf(tenantId, about.language, part.text)];
      } catch (error) {
        this.logger.warn(`a text is left out: ${error instanceof Error ? error.message : 'it was not spoken'}`);
        return [];
      }
    };
    return { kind: 'sound', media: (await Promise.all(about.parts.map(mediaOf))).flat() };
  }
}
