import { Injectable } from '@nestjs/common';
import { z } from 'zod';

import type { Text } from '../platform/errors/callrack-error.js';
import { Databases } from '../platform/database/databases.js';
import type { DbSession } from '../platform/database/transaction.js';
import { validInput } from '../platform/validation/valid-input.js';
import { InvalidInput } from '../platform/validation/validation.errors.js';
import { ClusterRepository } from './cluster.repository.js';

/** It listens on all of its addresses. */
const ANYWHERE = ['0.0.0.0', '::'];
const DOMAIN = /^[a-z0-9]([a-z0-9.-]{0,200}[a-z0-9])?$/;
const NO_DOMAIN: Text = {
  zh: '域名只能有小写字母、数字、点和连字符，如 sip.example.com',
  en: 'A domain has a-z, 0-9, dots and hyphens only, such as sip.example.com',
};

const settingsInput = z.object({
  sipDomain: z.unknown().transform((value) => (typeof value === 'string' ? value.trim().toLowerCase() : '')),
});

/** Where telephones register. */
export interface Registrar {
  readonly server: string;
  /** null: the usual one. */
  readonly port: number | null;
}

/** What all nodes have in common. */
@Injectable()
export class ClusterService {
  constructor(
    private readonly databases: Databases,
    private readonly cluster: ClusterRepository,
  ) {}

  /** null: telephones are told an address. */
  async sipDomain(session: DbSession): Promise<string | null> {
    return (await this.cluster.cluster(session))?.sipDomain ?? null;
  }

  /** @param input `sipDomain`; empty: none. @throws InvalidInput */
  async setSipDomain(session: DbSession, input: unknown): Promise<string | null> {
    const { sipDomain } = validInput(settingsInput, input);
    if (sipDomain !== '' && !DOMAIN.test(sipDomain)) throw new InvalidInput({ sipDomain: NO_DOMAIN });
    const kept = sipDomain === '' ? null : sipDomain;
    await this.cluster.setSipDomain(session, kept);
    return kept;
  }

  /** sipHostOf for a tenant's own people, who see no nodes. */
  async telephonesOf(code: string, homeNodeId: string): Promise<string | null> {
    return this.databases.snapshot('operator', (session) => this.sipHostOf(session, code, homeNodeId));
  }

  /** As a telephone is given it; null: its home has no address of its own. */
  async registrarOf(code: string, homeNodeId: string): Promise<Registrar | null> {
    return this.databases.snapshot('operator', async (session) => {
      const domain = await this.sipDomain(session);
      const home = await this.cluster.node(session, homeNodeId);
      const server = domain === null ? (home?.sipAddress ?? null) : `${code}.${domain}`;
      if (server === null || ANYWHERE.includes(server)) return null;
      return { server, port: home?.sipPort ?? null };
    });
  }

  /** Where the telephones of a tenant register: its host name, else address and port of its home; null: not known. */
  async sipHostOf(session: DbSession, code: string, homeNodeId: string): Promise<string | null> {
    const domain = await this.sipDomain(session);
    if (domain !== null) return `${code}.${domain}`;
    const home = await this.cluster.node(session, homeNodeId);
    const address = home?.sipAddress ?? null;
    if (home === null || address === null || ANYWHERE.includes(address)) return null;
    return home.sipPort === null ? address : `${address}:${String(home.sipPort)}`;
  }
}
