import {
  AdminJS,
  ApiController,
  AppController,
  type BrandingOptions,
  type CurrentAdmin,
  type ResourceOptions,
} from 'adminjs';

import type { Actor } from '../../platform/access/actor.js';
import type { Language } from '../../kernel/language.js';
import type { ConsoleRecords } from '../adapter/console-records.js';
import { resourceOptions } from '../adapter/resource-options.js';
import { RoomsResource } from '../adapter/rooms-resource.js';
import { actorBehind, signedIn } from '../adapter/signed-in.js';
import type { ConsoleRegister } from '../console-register.js';
import { firstSteps } from '../first-steps.js';
import { CONSOLE_PATH, maySee, menuFor } from '../menu.js';
import { localeOf } from '../words/locale.js';
import { OWN_STYLES } from './console-files.js';

/** One page of a list. */
const ROWS_PER_PAGE = 20;

/** Fonts that are there on the machines of people who read Chinese, and of all others. */
const FONT =
  "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Sans CJK SC', sans-serif";

/** AdminJS's grey is too light to be read on white, and its side bar too wide beside a table at 1280. */
const THEME = {
  font: FONT,
  colors: { grey60: '#5c6370', grey40: '#7c8594', inputBorder: '#7c8594', primary60: '#4457d9', border: '#dfe3e8' },
  sizes: { navbarHeight: '56px', sidebarWidth: '200px', maxFormWidth: '740px' },
} as unknown as NonNullable<BrandingOptions['theme']>;

/** AdminJS over the console's register. */
export class AdminPanel {
  readonly admin: AdminJS;
  private readonly locales: Readonly<Record<Language, ReturnType<typeof localeOf>>>;

  constructor(
    private readonly register: ConsoleRegister,
    records: ConsoleRecords,
  ) {
    this.locales = { zh: localeOf('zh', register), en: localeOf('en', register) };
    this.admin = new AdminJS({
      rootPath: CONSOLE_PATH,
      loginPath: '/sign-in',
      logoutPath: '/sign-out',
      resources: register.resources.map((resource): { resource: RoomsResource; options: ResourceOptions } => ({
        resource: new RoomsResource(resource, records),
        options: resourceOptions(resource),
      })),
      pages: Object.fromEntries(register.pages.map(({ name, component, icon }) => [name, { component, icon }])),
      dashboard: {
        component: 'HomePage',
        handler: async (_request: unknown, _response: unknown, { currentAdmin }: { currentAdmin?: CurrentAdmin }) => ({
          steps: await firstSteps(register, records, actorBehind(currentAdmin)),
        }),
      },
      branding: {
        companyName: 'CallRack',
        logo: false,
        withMadeWithLove: false,
        theme: THEME,
      },
      assets: { styles: [`${CONSOLE_PATH}/frontend/assets/${OWN_STYLES}`] },
      locale: (admin?: CurrentAdmin) => this.locales[actorBehind(admin).language],
      settings: { defaultPerPage: ROWS_PER_PAGE },
    });
  }

  /** The one page of the console, whatever its address: the browser's part goes on from there. */
  async page(actor: Actor): Promise<string> {
    const controller = new AppController({ admin: this.admin }, signedIn(actor, menuFor(actor, this.register)));
    return controller.index();
  }

  api(actor: Actor): ApiController {
    return new ApiController({ admin: this.admin }, signedIn(actor, menuFor(actor, this.register)));
  }

  /** What the page names for this person. */
  seenBy(actor: Actor): { readonly resources: ReadonlySet<string>; readonly pages: ReadonlySet<string> } {
    return {
      resources: new Set(
        this.register.resources
          .filter(({ permissions }) => actor.permissions.has(permissions.read))
          .map(({ id }) => id),
      ),
      pages: new Set(this.register.pages.filter((page) => maySee(actor, page)).map(({ name }) => name)),
    };
  }

  /** Whether there is such an action of such a resource. */
  has(resourceId: string, action: string): boolean {
    const resource = this.admin.resources.find((one) => one.id() === resourceId);
    return resource !== undefined && Object.hasOwn(resource.decorate().actions, action);
  }
}
