import { useSelector } from 'react-redux';

import type { MenuModule } from './place.js';

export { formToken, placeOf, type MenuItem, type MenuModule } from './place.js';

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
