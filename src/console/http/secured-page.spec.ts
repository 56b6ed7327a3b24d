import type { Actor } from '../../platform/access/actor.js';
import { ConsoleRecords } from '../adapter/console-records.js';
import { ConsoleRegister } from '../console-register.js';
import type { ConsoleResource } from '../resources/resource.js';
import { AdminPanel } from './admin-panel.js';
import { inScript, securedPage, type PageRules } from './secured-page.js';

const EVIL = '</script><script>alert(1)</script><!--';
const ACTOR: Actor = {
  operatorId: 'o1',
  login: EVIL,
  name: EVIL,
  tenantId: null,
  permissions: new Set(['trunk.read']),
  language: 'zh',
  address: '127.0.0.1',
  epoch: null,
};

function resource(id: string, read: string): ConsoleResource {
  return {
    id,
    module: 'system',
    icon: 'Box',
    label: { zh: EVIL, en: EVIL },
    about: { zh: EVIL, en: EVIL },
    fields: [{ name: 'name', kind: 'text', label: { zh: EVIL, en: EVIL } }],
    permissions: { read },
    title: () => EVIL,
    page: () => Promise.resolve({ items: [], total: 0 }),
    find: () => Promise.resolve(undefined),
  } as unknown as ConsoleResource;
}

/** The page as AdminJS itself makes it, for a person and with texts of the worst kind. */
async function page(): Promise<string> {
  const register = new ConsoleRegister();
  register.addResource(resource('trunk', 'trunk.read'), resource('tenant', 'tenant.read'));
  const panel = new AdminPanel(register, {} as ConsoleRecords);
  const rules: PageRules = { nonce: 'bm9uY2U=', version: 'v1', ...panel.seenBy(ACTOR) };
  return securedPage(await panel.page(ACTOR), rules);
}

describe('the page of the console', () => {
  let html: string;
  beforeAll(async () => {
    html = await page();
  }, 30_000);

  it('has no script but those of AdminJS, whatever people have typed', () => {
    expect(html).not.toContain('alert(1)<');
    expect(html.match(/<script/g)).toHaveLength(6);
    expect(html.match(/<\/script>/g)).toHaveLength(6);
    expect(html).not.toContain('<!--');
  });

  it('every script carries the nonce', () => {
    expect(html.match(/<script nonce="bm9uY2U="/g)).toHaveLength(6);
  });

  it('asks no other host for anything', () => {
    expect(html.replaceAll(/http:\/\/meyerweb[^\n]*/g, '')).not.toMatch(/(src|href)="(https?:)?\/\//);
    expect(html).not.toContain('googleapis');
  });

  it('names to nobody what they have nothing to do with', () => {
    const state = JSON.parse(/window\.REDUX_STATE = (.*);$/m.exec(html)?.[1] ?? '');
    expect(state.resources.map(({ id }: { id: string }) => id)).toEqual(['trunk']);
    expect(decodeURIComponent(state.session.title)).toBe(EVIL);
    expect(state.session).not.toHaveProperty('permissions');
  });

  it('speaks the language of the account, and offers no other to be detected', () => {
    const state = JSON.parse(/window\.REDUX_STATE = (.*);$/m.exec(html)?.[1] ?? '');
    expect(html).toContain('<html lang=zh-CN>');
    expect(state.locale).toMatchObject({ language: 'zh-CN', availableLanguages: ['zh-CN'], localeDetection: false });
  });

  it('files carry their version', () => {
    expect(html).toContain('/console/frontend/assets/components.bundle.js?v=v1"');
    expect(html).toContain('/console/frontend/assets/console.css?v=v1"');
  });
});

it('a page that is not as we know it is not sent', () => {
  const rules = { nonce: 'n', version: 'v', resources: new Set<string>(), pages: new Set<string>() };
  expect(() => securedPage('<html></html>', rules)).toThrow('changed');
});

it('JSON in a script is the same JSON', () => {
  const value = { text: `${EVIL}\u2028&amp;` };
  expect(JSON.parse(inScript(value))).toEqual(value);
  expect(inScript(value)).not.toMatch(/[<>&\u2028]/);
});
