import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';

import { JsonExceptionFilter } from './json-exception.filter.js';

@Module({ providers: [{ provide: APP_FILTER, useClass: JsonExceptionFilter }] })
export class ErrorsModule {}
