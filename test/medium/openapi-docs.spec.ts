import { OPERATIONS } from '../../src/openapi/dto/operations.js';
import { ApiDesk } from '../fixtures/api-desk.js';

jest.setTimeout(60_000);

describe('the documentation of the REST interface', () => {
  let desk: ApiDesk;

  beforeAll(async () => {
    desk = await ApiDesk.start('openapi_docs');
  });
  afterAll(async () => {
    await desk.stop();
  });

  it('the documentation is for everyone, in two languages, with nothing of another host', async () => {
    for (const [language, heading] of [
      ['zh', '开始使用'],
      ['en', 'Getting started'],
    ] as const) {
      const page = await desk.send('get', `/docs?lang=${language}`);
      expect(page.text).toContain(heading);
      expect(page.text).not.toMatch(/<script|src="http|href="http/);
      expect(page.text).toContain(`${desk.url}/api/v1/agents`);
      for (const { id } of OPERATIONS) expect(page.text).toContain(`id="${id}"`);
      const document = await desk.send('get', '/docs/openapi.json', { language });
      expect(document.body).toMatchObject({ openapi: '3.1.0' });
    }
    expect((await desk.send('get', '/docs/style.css')).headers.get('content-type')).toContain('text/css');
    expect((await desk.send('get', '/docs/nothing')).status).toBe(404);
    expect((await desk.send('post', '/docs')).status).toBe(405);
    const { text } = await desk.send('get', '/docs', { headers: { 'X-Forwarded-Host': '<b>' } });
    expect(text).not.toContain('<b>');
  });
});
