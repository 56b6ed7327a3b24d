import { z } from 'zod';

import { PLATFORM_PERMISSIONS, TENANT_PERMISSIONS, type Permission } from '../core/permissions.js';
import { givenName } from '../../validation/valid-input.js';

const permission = (known: readonly Permission[]) => z.enum(known as readonly [Permission, ...Permission[]]);

/** @param ofPlatform the other side's permissions are not known here */
export function roleInput(ofPlatform: boolean) {
  const known = ofPlatform ? PLATFORM_PERMISSIONS : TENANT_PERMISSIONS;
  return z.object({
    name: givenName(100),
    permissions: z
      .array(permission(known))
      .min(1)
      .max(200)
      .transform((names) => known.filter((name) => names.includes(name))),
  });
}
