import { BadRequestException, Controller, Get, Logger, type INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import request from 'supertest';

import { CallRackError } from './callrack-error.js';
import { ErrorsModule } from './errors.module.js';

@Controller()
class Failing {
  @Get('ours')
  ours(): never {
    throw new CallRackError('acd.agent_not_logged_in', { zh: '话务员未签入', en: 'The agent is not logged in' }, 409);
  }

  @Get('validation')
  validation(): never {
    throw new BadRequestException(['number: required', 'name: too long']);
  }

  @Get('bug')
  bug(): never {
    throw new Error('password=hunter2');
  }
}

describe('errors over HTTP', () => {
  let app: INestApplication;
  const logged: unknown[] = [];

  beforeAll(async () => {
    const module = await Test.createTestingModule({ imports: [ErrorsModule], controllers: [Failing] }).compile();
    app = module.createNestApplication();
    jest.spyOn(Logger.prototype, 'error').mockImplementation((message: unknown) => logged.push(message));
    await app.init();
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await app.close();
  });

  const get = (path: string, language: string) =>
    request(app.getHttpServer()).get(path).set('Accept-Language', language);

  it('an error of ours has its code, both languages, and the text in the one asked for', async () => {
    const message = { zh: '话务员未签入', en: 'The agent is not logged in' };
    await get('/ours', 'zh-CN,zh;q=0.9')
      .expect(409)
      .expect('Content-Language', 'zh')
      .expect({ code: 'acd.agent_not_logged_in', message, text: message.zh });
    await get('/ours', 'fr').expect(409).expect({ code: 'acd.agent_not_logged_in', message, text: message.en });
  });

  it('an unknown address and a failed validation say what is wrong', async () => {
    const unknown = await get('/nowhere', 'en').expect(404);
    expect(unknown.body).toMatchObject({ code: 'http.not_found', text: 'Cannot GET /nowhere' });
    const invalid = await get('/validation', 'zh').expect(400);
    expect(invalid.body).toMatchObject({
      code: 'http.bad_request',
      text: '请求有误（number: required; name: too long）',
    });
  });

  it('what is not meant for people is logged and not told', async () => {
    const response = await get('/bug', 'en').expect(500);
    expect(response.body.code).toBe('platform.internal');
    expect(response.text).not.toContain('hunter2');
    expect(String(logged.at(-1))).toContain('hunter2');
  });
});
