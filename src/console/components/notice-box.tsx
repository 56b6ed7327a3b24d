import React, { useEffect, useRef, useState } from 'react';
import { Icon } from '@adminjs/design-system';
import { useTranslation } from 'adminjs';
import { useDispatch, useSelector } from 'react-redux';
import { useLocation } from 'react-router-dom';

import { useWords } from './parts/adminjs.js';
import { onSession } from './parts/signed-out.js';

interface Notice {
  readonly id: string;
  readonly message: string;
  readonly type?: string;
  readonly resourceId?: string;
  readonly options?: { readonly once?: string; readonly [name: string]: unknown };
}

const SHOWN_FOR_MS = 5_000;
/** What went wrong, where no form waits for its correction: long enough to read, then the page is free again. */
const FAULT_SHOWN_FOR_MS = 20_000;
/** A fault told while the page is left belongs to the page that comes. */
const JUST_TOLD_MS = 1_000;
/** AdminJS's own words where a form gets no answer, in its source and in no list of texts. */
const UNTRANSLATED = 'There was an error updating record';
/** Texts of AdminJS for an answer that it could not read. */
const NO_ANSWER = ['errorFetchingRecords', 'errorFetchingRecord', 'bulkDeleteError'];

/** What is told after an act: good news goes away by itself; what went wrong, and what is shown once, stays to be read. */
export default function NoticeBox(): React.ReactElement {
  const { say } = useWords();
  const notices = useSelector((state: { readonly notices: readonly Notice[] }) => state.notices);
  const over = useSessionOver();
  useForgetting(notices);
  // the session's end is the reason why there was no answer, and is told instead
  const isMute = ({ message }: Notice): boolean =>
    message.startsWith(UNTRANSLATED) || message === say('noAnswer') || NO_ANSWER.includes(message);
  return (
    <div className="cr-notices" role="status" aria-live="polite">
      {over && <SignInAgain />}
      {notices
        .filter((notice) => !(over && isMute(notice)))
        .map((notice) => (
          <OneNotice key={notice.id} notice={notice} />
        ))}
    </div>
  );
}

/** Faults of before are gone with the next try, and with their page. */
function useForgetting(notices: readonly Notice[]): void {
  const dispatch = useDispatch();
  const { pathname } = useLocation();
  const told = useRef(new Map<string, number>());
  const present = useRef(notices);
  present.current = notices;
  for (const { id } of notices) if (!told.current.has(id)) told.current.set(id, Date.now());
  const forget = (before: number): void => {
    for (const { id, type } of present.current)
      if (type === 'error' && (told.current.get(id) ?? 0) <= before)
        dispatch({ type: 'DROP_NOTICE', data: { noticeId: id } });
  };
  useEffect(
    () =>
      onSession((event) => {
        if (event === 'acting') forget(Date.now());
      }),
    [],
  );
  useEffect(() => forget(Date.now() - JUST_TOLD_MS), [pathname]);
}

function useSessionOver(): boolean {
  const [over, setOver] = useState(false);
  useEffect(
    () =>
      onSession((event) => {
        if (event !== 'acting') setOver(event === 'over');
      }),
    [],
  );
  return over;
}

/** In another window, so that the form stays; its next request finds the new session. */
function SignInAgain(): React.ReactElement {
  const { say } = useWords();
  return (
    <div className="cr-notice cr-failed" role="alert">
      <Icon icon="AlertTriangle" />
      <div>
        <p>{say('sessionOver')}</p>
        <a href="/sign-in" target="_blank" rel="noopener">
          {say('signInAgain')}
        </a>
      </div>
    </div>
  );
}

function OneNotice({ notice }: { readonly notice: Notice }): React.ReactElement {
  const { say } = useWords();
  const { tm } = useTranslation() as unknown as {
    tm: (name: string, resourceId: string | undefined, options: object | undefined) => string;
  };
  const dispatch = useDispatch();
  const drop = (): void => {
    dispatch({ type: 'DROP_NOTICE', data: { noticeId: notice.id } });
  };
  const failed = notice.type === 'error';
  const once = notice.options?.once;
  const waits = failed && document.querySelector('.cr-form') !== null;
  const stays = waits || once !== undefined;
  useEffect(() => {
    if (stays) return undefined;
    const timer = window.setTimeout(drop, failed ? FAULT_SHOWN_FOR_MS : SHOWN_FOR_MS);
    return () => window.clearTimeout(timer);
  }, [notice.id]);
  return (
    <div className={`cr-notice ${failed ? 'cr-failed' : 'cr-done'}`} role={failed ? 'alert' : undefined}>
      <Icon icon={failed ? 'AlertTriangle' : 'Check'} />
      <div>
        <p>
          {notice.message.startsWith(UNTRANSLATED)
            ? say('noAnswer')
            : tm(notice.message, notice.resourceId, notice.options)}
        </p>
        {once !== undefined && <Once text={once} />}
      </div>
      <button type="button" className="cr-plain" onClick={drop} aria-label={say('close')}>
        <Icon icon="X" />
      </button>
    </div>
  );
}

function Once({ text }: { readonly text: string }): React.ReactElement {
  const { say } = useWords();
  const [copied, setCopied] = useState(false);
  const shown = useRef<HTMLPreElement>(null);
  const copy = (): void => {
    // over plain HTTP a browser has no clipboard for pages
    if (!window.isSecureContext) setCopied(copyShown(shown.current));
    else
      navigator.clipboard.writeText(text).then(
        () => setCopied(true),
        () => setCopied(false),
      );
  };
  return (
    <>
      <p className="cr-once-hint">{say('shownOnce')}</p>
      <pre className="cr-once" ref={shown}>
        {text}
      </pre>
      <button type="button" className="cr-button" onClick={copy}>
        {copied ? say('copied') : say('copy')}
      </button>
    </>
  );
}

/** Marks what is shown and copies what is marked. */
function copyShown(shown: HTMLElement | null): boolean {
  if (shown === null) return false;
  window.getSelection()?.selectAllChildren(shown);
  return (document as unknown as { readonly execCommand: (name: string) => boolean }).execCommand('copy');
}
