import React, { useEffect, useId, useRef, useState } from 'react';
import { Icon } from '@adminjs/design-system';
import { Link, useLocation } from 'react-router-dom';

import { useWords } from './parts/adminjs.js';
import { MoneyNotice } from './parts/money-notice.js';
import { formToken, placeOf, useSession } from './parts/session.js';

/** The modules, and who is signed in: in the place of AdminJS's top bar. */
export default function TopBar(): React.ReactElement {
  const { say, page, resource } = useWords();
  const { modules } = useSession();
  const { pathname } = useLocation();
  const place = placeOf(modules, pathname);
  const current = place?.module.name;
  useEffect(() => {
    // AdminJS gives its content no name, and its pages no title of their own
    const content = document.querySelector('[data-css="app-content"]');
    content?.setAttribute('id', 'content');
    content?.setAttribute('role', 'main');
    content?.setAttribute('tabindex', '-1');
  }, []);
  return (
    <>
      <header className="cr-top">
        <a className="cr-skip" href="#content">
          {say('skipToContent')}
        </a>
        {place !== undefined && (
          <h1 className="cr-unseen">{place.item.kind === 'page' ? page(place.item.id) : resource(place.item.id)}</h1>
        )}
        <nav aria-label={say('modulesLabel')}>
          <ul>
            {modules.map(({ name, items }) => (
              <li key={name}>
                <Link
                  to={items[0]?.href ?? '/console'}
                  className={name === current ? 'cr-current' : ''}
                  aria-current={name === current ? 'true' : undefined}
                >
                  {say(`modules.${name}`)}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <UserMenu />
      </header>
      <MoneyNotice />
    </>
  );
}

function UserMenu(): React.ReactElement {
  const { say } = useWords();
  const { email, title, language } = useSession();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  useClosing(box, open, () => setOpen(false));
  const name = decodeURIComponent(title) || decodeURIComponent(email);
  return (
    <div className="cr-user" ref={box}>
      <form method="post" action="/account/language" onSubmit={withToken}>
        <input type="hidden" name="_csrf" />
        <input type="hidden" name="language" value={language === 'zh' ? 'en' : 'zh'} />
        <input type="hidden" name="next" />
        <button type="submit" className="cr-plain" lang={language === 'zh' ? 'en' : 'zh-CN'}>
          <Icon icon="Globe" /> {say('language')}
        </button>
      </form>
      <button
        type="button"
        className="cr-plain"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        title={say('userMenu')}
      >
        <Icon icon="User" /> <span className="cr-name">{name}</span> <Icon icon="ChevronDown" />
      </button>
      {open && (
        <ul id={id} className="cr-menu">
          <li className="cr-who">{decodeURIComponent(email)}</li>
          <li>
            <a href="/account">
              <Icon icon="Settings" /> {say('account')}
            </a>
          </li>
          <li>
            <form method="post" action="/sign-out" onSubmit={withToken}>
              <input type="hidden" name="_csrf" />
              <button type="submit">
                <Icon icon="LogOut" /> {say('signOut')}
              </button>
            </form>
          </li>
        </ul>
      )}
    </div>
  );
}

/** The token and the page as they are now: the token may have been renewed since the page was loaded. */
function withToken(event: React.FormEvent<HTMLFormElement>): void {
  const put = (name: string, value: string): void => {
    const field = event.currentTarget.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = value;
  };
  put('_csrf', formToken(document.cookie));
  put('next', window.location.pathname + window.location.search);
}

/** Closes what is open by Escape and by a click elsewhere. */
function useClosing(box: React.RefObject<HTMLElement>, open: boolean, close: () => void): void {
  useEffect(() => {
    if (!open) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') close();
    };
    const onClick = (event: MouseEvent): void => {
      if (event.target instanceof Node && box.current?.contains(event.target) !== true) close();
    };
    document.addEventListener('keydown', onKey);
    document.addEventListener('mousedown', onClick);
    return () => {
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('mousedown', onClick);
    };
  });
}
