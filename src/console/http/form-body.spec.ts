import type { Server } from 'node:http';

import { ExpressAdapter } from '@nestjs/platform-express';
import type { Application, Request, Response } from 'express';
import request from 'supertest';

import { CallRackError } from '../../platform/errors/callrack-error.js';
import { LARGEST_FORM_BYTES, readForm } from './form-body.js';

/** Answers with what it has read. */
function echo(): Server {
  const app = new ExpressAdapter().getInstance<Application>();
  app.post('/', (asked: Request, response: Response) => {
    readForm(asked, response).then(
      (form) => response.json(form),
      (error: unknown) => {
        const ours = error as CallRackError;
        response.status(ours.httpStatus).set('Connection', 'close').json({ code: ours.code });
      },
    );
  });
  return app as unknown as Server;
}

const TOO_LARGE = { code: 'console.form_too_large' };
const UNREADABLE = { code: 'console.form_unreadable' };

describe('forms of the console', () => {
  const post = () => request(echo()).post('/');

  it('fields of a form as AdminJS sends it, of any text', async () => {
    await post()
      .field('name', '李 😀 </script>')
      .field('a.b', '1')
      .expect(200, { name: '李 😀 </script>', 'a.b': '1' });
  });

  it('JSON', () =>
    post()
      .send({ a: 1, b: [true] })
      .expect(200, { a: 1, b: [true] }));

  it('nothing at all is an empty form', () => post().expect(200, {}));

  it('files are not taken here', () => post().attach('file', Buffer.from('x'), 'x.wav').expect(400, UNREADABLE));

  it('names that reach into objects are not taken', async () => {
    await post().set('Content-Type', 'application/json').send('{"__proto__.admin":"1"}').expect(400, UNREADABLE);
    await post().field('x.constructor.prototype', '1').expect(400, UNREADABLE);
  });

  it.each([
    ['application/json', '{"a":'],
    ['application/json', '[1]'],
    ['application/json', 'null'],
    ['application/x-www-form-urlencoded', 'a=1'],
    ['text/plain', 'a=1'],
    ['multipart/form-data; boundary=x', '--y\r\n'],
    ['multipart/form-data', 'no boundary'],
  ])('%s: %j cannot be read', (type, body) => post().set('Content-Type', type).send(body).expect(400, UNREADABLE));

  it('a form that is too large is refused, by what it says and by what it is', async () => {
    const large = 'x'.repeat(LARGEST_FORM_BYTES + 1);
    await post().set('Content-Type', 'application/json').send(JSON.stringify({ large })).expect(413, TOO_LARGE);
    await post().field('large', large).expect(413, TOO_LARGE);
  });

  it.each([
    ['{"a":', '}'],
    ['[', ']'],
  ])('what is nested deeper than any form cannot be read: %s', async (open, close) => {
    const nested = (levels: number): string => `{"a":${open.repeat(levels)}1${close.repeat(levels)}}`;
    const json = () => post().set('Content-Type', 'application/json');
    await json().send(nested(10)).expect(200);
    for (const levels of [11, 100_000]) await json().send(nested(levels)).expect(400, UNREADABLE);
    await post()
      .field(`x${'[a]'.repeat(30)}`, '1')
      .expect(400, UNREADABLE);
  });

  it('too many fields', async () => {
    const many = Object.fromEntries(Array.from({ length: 2_001 }, (_, index) => [`f${index}`, '1']));
    await post().send(many).expect(413, TOO_LARGE);
  });
});
