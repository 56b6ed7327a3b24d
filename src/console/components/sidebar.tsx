import React, { useEffect } from 'react';
import { Icon } from '@adminjs/design-system';
import { Link, useLocation } from 'react-router-dom';

import { useWords } from './parts/adminjs.js';
import { watchSession } from './parts/signed-out.js';
import { placeOf, useSession } from './parts/session.js';

watchSession();

/** What the current module has: in the place of AdminJS's side bar. */
export default function Sidebar(): React.ReactElement {
  const words = useWords();
  const { modules } = useSession();
  const { pathname } = useLocation();
  const place = placeOf(modules, pathname);
  const label = place === undefined ? undefined : nameOf(words, place.item);
  useEffect(() => {
    document.title = label === undefined ? 'CallRack' : `${label} – CallRack`;
  }, [label]);
  return (
    <nav className="cr-side" aria-label={words.say('menuLabel')}>
      <Link to="/console" className="cr-brand" aria-label={`CallRack: ${words.say('home')}`}>
        CallRack
      </Link>
      {place === undefined ? (
        <ul>
          <li>
            <Link to="/console" className={pathname === '/console' ? 'cr-current' : ''}>
              <Icon icon="Home" /> {words.say('home')}
            </Link>
          </li>
        </ul>
      ) : (
        <>
          <h2>{words.say(`modules.${place.module.name}`)}</h2>
          <ul>
            {place.module.items.map((item) => (
              <li key={item.href}>
                <Link
                  to={item.href}
                  className={item.href === place.item.href ? 'cr-current' : ''}
                  aria-current={item.href === place.item.href ? 'page' : undefined}
                >
                  <Icon icon={item.icon} /> {nameOf(words, item)}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </nav>
  );
}

function nameOf(
  { page, resource }: ReturnType<typeof useWords>,
  item: { readonly kind: 'resource' | 'page'; readonly id: string },
): string {
  return item.kind === 'page' ? page(item.id) : resource(item.id);
}
