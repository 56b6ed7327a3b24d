import { Config1764000000001 } from './1764000000001-config.js';
import { Facts1764000000002 } from './1764000000002-facts.js';
import { AsteriskViews1764000000003 } from './1764000000003-asterisk-views.js';
import { Access1764100000001 } from './1764100000001-access.js';

export const MIGRATIONS = [Config1764000000001, Facts1764000000002, AsteriskViews1764000000003, Access1764100000001];
