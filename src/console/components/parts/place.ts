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
