import { Module } from '@nestjs/common';

import { NoticeStreams } from './notice-streams.js';
import { NoticesController } from './notices.controller.js';

/** The engine's stream of what changes of the present; who knows the rows imports it and tells. */
@Module({ controllers: [NoticesController], providers: [NoticeStreams], exports: [NoticeStreams] })
export class NoticesModule {}
