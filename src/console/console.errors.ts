import { CallRackError } from '../platform/errors/callrack-error.js';

/** A form that is larger than any of ours; files go elsewhere. */
export class FormTooLarge extends CallRackError {
  constructor() {
    super('console.form_too_large', { zh: '提交的内容过大', en: 'The form is too large' }, 413);
  }
}

/** A body that is neither a form nor JSON, or is none of what it says. */
export class FormUnreadable extends CallRackError {
  constructor() {
    super('console.form_unreadable', { zh: '无法读取提交的内容', en: 'The form cannot be read' }, 400);
  }
}
