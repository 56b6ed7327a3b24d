import { TRUNK_ADDRESS, useBox } from '../fixtures/box/scene.js';
import { LARGE, SMALL, TestBrowser, type Person } from '../fixtures/browser/browser.js';
import { addOperators, signIn } from '../fixtures/browser/console-operators.js';

/** Pictures of all screens are taken where somebody wants to look at them: `CALLRACK_PICTURES=1`. */
const PICTURES = process.env.CALLRACK_PICTURES === '1';
const PAGES_AT_ONCE = 4;
/** Tall enough for whole forms. */
const HEIGHT = 2000;
/** What a screen shows once it has been drawn; the address of what was asked for is in it by then. */
const DRAWN = '.cr-list, .cr-empty, .cr-page, main table, form, .cr-cards a, h1';
/** A text's key, or a code or name of the program, where words of a language should stand: `live.read`, `not_ready`, `ringAll`. */
const RAW = /\b(?:[a-z]+_[a-z_]+|[a-z]+[a-z0-9]*[A-Z][A-Za-z]+|undefined|null|NaN|\[object Object\])\b/u;
/** Names that are the same in each language. */
const NAMES = /CallRack|duty of \w+|boss|中文|English|Asia\/Shanghai|callrack_api|[\w.:-]+\.(?:wav|mp3|csv|xlsx)/g;
/** What a Chinese sentence may say in Latin letters: the field's own abbreviations. */
const FIELD_WORDS =
  /\b(?:SIP|TTS|INVITE|REGISTER|Excel|CSV|REST|API|PIN|VIP|IP|CIDR|TLS|SRTP|URL|UTC|IVR|DTMF|ACD|CPU|WAV|Ogg|Opus|MP3|JSON|GSM|OPTIONS|TOTP|VoIP|CNY|USD|EUR|HKD|RMB|Webhook|kHz|MB|GB|KB|ms|from|to)\b/g;

/** Every screen that the menu leads to, with its lists and forms: whatever is added there is looked at here. */
describe('every screen of the console', () => {
  const scene = useBox('console-screens', async (config) => {
    await config.trunk('city', TRUNK_ADDRESS);
    const full = await config.tenant('full');
    const [one, two] = [await config.hotline(full, 3), await config.hotline(full, 2)];
    await config.dutyRule(one, one.agents);
    return { full, empty: await config.tenant('empty'), one, two };
  });
  let browser: TestBrowser;

  beforeAll(async () => {
    const { box, plan } = scene();
    await addOperators(box, [
      { tenantId: plan.full.id, login: 'boss', role: 'tenant_admin' },
      { tenantId: plan.empty.id, login: 'boss', role: 'tenant_admin' },
      { tenantId: null, login: 'boss', role: 'platform_admin' },
    ]);
    box.web.start();
    await box.webIsUp();
    browser = await TestBrowser.start();
  });
  afterAll(async () => {
    await browser.stop();
  });

  const signedIn = async (company: string, english: boolean): Promise<Person> => {
    const width = (english ? LARGE : SMALL).width;
    const person = await browser.person(company, scene().box.origin, { width, height: HEIGHT });
    const { page } = person;
    await signIn(person, company, 'boss');
    if (english) {
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByRole('button', { name: '中文' }).waitFor();
    }
    return person;
  };

  it.each([
    { company: 'full', english: false, forms: true, axe: true },
    { company: 'full', english: true, forms: true, axe: true },
    // the forms are those of the other company
    { company: 'empty', english: false, forms: false, axe: false },
    { company: '', english: true, forms: true, axe: false },
  ])(
    'of tenant "$company" (English: $english) is whole, in its language, and fits',
    async ({ company, ...how }) => {
      const person = await signedIn(company, how.english);
      const walk = new Walk(`all/${company === '' ? 'platform' : company}-${how.english ? 'en' : 'zh'}`, how);
      await person.page.locator('.cr-cards a').first().waitFor();
      walk.finds([person.page.url(), ...(await hrefsIn(person, '.cr-cards a'))]);
      await Promise.all(Array.from({ length: PAGES_AT_ONCE }, async () => walk.of(await person.anotherPage())));
      expect(walk.faults).toEqual([]);
      expect(walk.seen).toBeGreaterThan(15);
      expect(person.complaints).toEqual([]);
      await person.leaves();
    },
    300_000,
  );
});

/** From screen to screen, several at once, each once. */
class Walk {
  readonly faults: object[] = [];
  private readonly known = new Set<string>();
  private readonly ahead: string[] = [];
  private underWay = 0;

  constructor(
    private readonly folder: string,
    private readonly how: { readonly english: boolean; readonly forms: boolean; readonly axe: boolean },
  ) {}

  get seen(): number {
    return this.known.size;
  }

  finds(hrefs: readonly string[]): void {
    for (const href of hrefs) {
      if (this.known.has(href)) continue;
      this.known.add(href);
      this.ahead.push(href);
    }
  }

  async of(person: Person): Promise<void> {
    for (;;) {
      const href = this.ahead.shift();
      if (href === undefined) {
        if (this.underWay === 0) break;
        await person.page.waitForTimeout(50);
        continue;
      }
      this.underWay += 1;
      await this.look(person, href).finally(() => {
        this.underWay -= 1;
      });
    }
    if (person.complaints.length > 0) this.faults.push({ complaints: person.complaints });
    await person.page.close();
  }

  private async look(person: Person, href: string): Promise<void> {
    const { page } = person;
    await page.goto(href, { waitUntil: 'networkidle' });
    await page.locator(DRAWN).first().waitFor();
    await page.evaluate("for (const one of document.querySelectorAll('.cr-section')) one.open = true");
    const path = new URL(href).pathname.replace('/console', '').replaceAll(/[0-9a-f-]{36}/g, 'one');
    if (PICTURES)
      await person.picture(`${this.folder}${path === '' ? '/home' : path.replaceAll('/', '-').replace('-', '/')}`);
    const text = (await page.locator('body').innerText()).replaceAll(NAMES, '');
    const wrong = {
      ...((await person.fits()) ? {} : { fits: false }),
      ...this.wrongWords(text),
      ...(this.how.axe ? barriersOf(await person.barriers()) : {}),
    };
    if (Object.keys(wrong).length > 0) this.faults.push({ path, ...wrong });
    if (this.how.forms && /\/resources\/[^/]+$/.test(href)) this.finds(await formsOf(person, href));
  }

  private wrongWords(text: string): object {
    const raw = text.match(new RegExp(RAW, 'gu'));
    const foreign = this.how.english
      ? text.match(/\p{Script=Han}+/gu)
      : text.replaceAll(FIELD_WORDS, '').match(/\b[A-Z]?[a-z]{3,} [a-z]{2,}\b/g);
    return { ...(raw === null ? {} : { raw }), ...(foreign === null ? {} : { foreign }) };
  }
}

async function hrefsIn({ page }: Person, selector: string): Promise<string[]> {
  return page.locator(selector).evaluateAll((links) => links.map((link) => (link as unknown as { href: string }).href));
}

/** A list's own forms, and its first record shown and changed. */
async function formsOf(person: Person, list: string): Promise<string[]> {
  const links = (await hrefsIn(person, 'a')).filter((link) => link.startsWith(`${list}/`));
  const first = (form: RegExp): string[] => links.filter((link) => form.test(link)).slice(0, 1);
  const forms = links.filter((link) => /\/resources\/[^/]+\/actions\/[^/]+$/.test(link));
  return [...forms, ...first(/\/show$/), ...first(/\/edit$/)];
}

function barriersOf(barriers: readonly string[]): object {
  return barriers.length === 0 ? {} : { barriers };
}
