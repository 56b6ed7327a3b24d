import { Module } from '@nestjs/common';

import { NodePageService } from './node-page.service.js';

/** What a switch node shows in the browser. */
@Module({ providers: [NodePageService], exports: [NodePageService] })
export class NodePageModule {}
