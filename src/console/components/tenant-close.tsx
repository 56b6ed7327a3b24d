import type { ActionProps } from 'adminjs';
import React, { useState } from 'react';
import { useNavigate } from 'react-router-dom';

import { useWords } from './parts/adminjs.js';
import { RequiredMark } from './parts/field-frame.js';
import { HintAndFault } from './parts/bulk-form.js';
import { usePerform } from './parts/record-form.js';
import { useSession } from './parts/session.js';

const WORDS = {
  warning: {
    zh: '关闭后：新来电听到暂停服务的提示并记录，企业人员不能登录；正在进行的通话不受影响。保留天数过后，企业的配置、详单、录音和语音文件全部永久删除，只留审计日志。',
    en: 'After closing, new callers hear that the service is suspended, and are recorded; the people of the tenant cannot sign in; running calls go on. When the days of keeping are over, its configuration, call records, recordings and prompts are deleted for good; only the audit log stays.',
  },
  days: { zh: '数据保留天数', en: 'Days of keeping' },
  hint: {
    zh: '0 到 3650 天，通常为 30 天；在此期间可以重新开通。0 表示通话结束后尽快删除，不能再恢复',
    en: '0 to 3650, as a rule 30; until then the tenant can be reopened. With 0 all is deleted as soon as its calls are over, and it cannot be reopened',
  },
} as const;

/** Closing a tenant asks how long its data are kept. */
export default function TenantClose(props: ActionProps): React.ReactElement {
  const { resource, record, action } = props;
  const { say, action: nameOf } = useWords();
  const { language } = useSession();
  const navigate = useNavigate();
  const perform = usePerform(props);
  const [days, setDays] = useState('30');
  const [fault, setFault] = useState<string | undefined>();
  const [busy, setBusy] = useState(false);
  return (
    <form
      className="cr-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (busy) return;
        setBusy(true);
        void perform({ days }).then((answer) => {
          setBusy(false);
          setFault(answer.fields?.days);
          if (answer.redirectUrl !== undefined) navigate(answer.redirectUrl);
        });
      }}
    >
      <p>
        <b>{record?.title}</b>
      </p>
      <p>{WORDS.warning[language]}</p>
      <div className="cr-field">
        <label htmlFor="days">
          {WORDS.days[language]}
          <RequiredMark />
        </label>
        <input
          id="days"
          className="cr-input"
          autoComplete="off"
          inputMode="numeric"
          value={days}
          aria-required
          aria-invalid={fault !== undefined}
          aria-describedby={`days-hint${fault === undefined ? '' : ' days-fault'}`}
          onChange={(event) => setDays(event.target.value)}
        />
        <HintAndFault name="days" hint={WORDS.hint[language]} fault={fault} />
      </div>
      <div className="cr-buttons">
        <button type="submit" className="cr-button cr-primary cr-danger" disabled={busy}>
          {nameOf(action.name, resource.id)}
        </button>
        <button
          type="button"
          className="cr-button"
          disabled={busy}
          onClick={() => navigate(`/console/resources/${resource.id}`)}
        >
          {say('cancel')}
        </button>
      </div>
    </form>
  );
}
