import { Module } from '@nestjs/common';

import { EnginePassage } from './engine-passage.js';
import { LinkModule } from './link.module.js';
import { LinkServer } from './link.server.js';

/** In the process `web` of every node of a cluster: other nodes are answered. */
@Module({ imports: [LinkModule], providers: [LinkServer, EnginePassage], exports: [LinkServer] })
export class LinkServerModule {}
