import { useSelector } from 'react-redux';

export interface MenuItem {
  readonly kind: 'resource' | 'page';
  readonly id: string;
  readonly icon: string;
  readonly href: string;
}

export interface MenuModule {
  readonly name: string;
  readonly items: readonly MenuItem[];
}

export interface Session {
  readonly email: string;
  readonly title: string;
  readonly language: 'zh' | 'en';
  readonly ofPlatform: boolean;
  readonly modules: readonly MenuModule[];
}

interface State {
  readonly session: Session;
}

/** Who is signed in, and what they have. */
export function useSession(): Session {
  return useSelector((state: State) => state.session);
}

/** The locale of dates and numbers. */
export function useLocale(): string {
  return useSession().language === 'zh' ? 'zh-CN' : 'en-GB';
}

/** The module and the item that an address belongs to. */
export function placeOf(
  modules: readonly MenuModule[],
  path: string,
): { readonly module: MenuModule; readonly item: MenuItem } | undefined {
  for (const module of modules) {
    for (const item of module.items)
      if (path === item.href || path.startsWith(`${item.href}/`)) return { module, item };
  }
  return undefined;
}

/** The token that proves to the server that a form is its own page's (cookie XSRF-TOKEN). */
export function formToken(cookies: string): string {
  const found = cookies
    .split('; ')
    .find((cookie) => cookie.startsWith('XSRF-TOKEN='))
    ?.slice('XSRF-TOKEN='.length);
  return found === undefined ? '' : decodeURIComponent(found);
}
