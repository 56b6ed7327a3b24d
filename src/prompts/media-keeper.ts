import { createHash } from 'node:crypto';
import { addAbortSignal } from 'node:stream';

import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

import { systemClock, type Instant } from '../kernel/clock.js';
import { ChangeNotices } from '../platform/database/change-notices.js';
import { NotJoined } from '../platform/database/database.errors.js';
import { Databases } from '../platform/database/databases.js';
import { LinkClient, type LinkNode } from '../platform/link/link.client.js';
import { LinkRefused } from '../platform/link/link.errors.js';
import { ClusterFiles } from '../platform/settings/cluster-files.js';
import { Settings } from '../platform/settings/settings.js';
import { TenancyService, type TenantHome } from '../platform/tenancy/tenancy.service.js';
import { MEDIA_ROOT } from './core/prompt.js';
import { MEDIA_PATH, SHA256_HEADER } from './media-source.js';
import { PromptFiles } from './prompt-files.js';
import { LARGEST_MB, MediaDamaged } from './prompts.errors.js';
import { PromptsRepository, type UploadRow } from './prompts.repository.js';

/** Fetched at once; the others wait. */
const MOST_AT_ONCE = 4;
const EVERY_MS = 60_000;
/** Several changes come together. */
const GATHER_MS = 100;
const FIRST_RETRY_MS = 1_000;
const SWEEP_EVERY_MS = 3_600_000;
const SILENCE_MS = 10_000;
const LARGEST_BYTES = LARGEST_MB * 1_048_576;
const TABLES: readonly string[] = ['prompt', 'tenant'];

export interface MediaState {
  /** Sounds of its tenants' prompts that this node has not got. */
  readonly missing: number;
  /** Since when the longest of them is; null where none is. */
  readonly missingSince: Instant | null;
  readonly lastError: string | null;
}

/**
 * Of a switch node: keeps the sound of prompts of the tenants that are at home here, leave, or are about to come. What people
 * upload lies on the admin node; a row of config.prompt, which comes with the configuration, says that it is wanted here.
 */
@Injectable()
export class MediaKeeper implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('media');
  private readonly missing = new Map<string, Instant>();
  /** Bytes of what was fetched, where the row says another number. */
  private readonly taken = new Map<string, number>();
  private notices: ChangeNotices | undefined;
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<void> | undefined;
  private again = false;
  private failures = 0;
  private lastError: string | null = null;
  private nextSweepAt: Instant = 0;
  private readonly ending = new AbortController();

  constructor(
    private readonly settings: Settings,
    private readonly cluster: ClusterFiles,
    private readonly databases: Databases,
    private readonly tenancy: TenancyService,
    private readonly prompts: PromptsRepository,
    private readonly files: PromptFiles,
    private readonly link: LinkClient,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.nodeRole !== 'switch') return;
    this.notices = new ChangeNotices(this.databases.url('operator'), {
      changed: (table) => {
        if (TABLES.includes(table)) this.look(GATHER_MS);
      },
      listening: () => {
        this.look(0);
      },
      lost: (why) => {
        this.logger.warn(`changes of prompts are not heard, they are looked for every minute: ${why}`);
      },
    });
    this.notices.start();
    this.look(0);
  }

  async onModuleDestroy(): Promise<void> {
    this.ending.abort();
    clearTimeout(this.timer);
    await this.notices?.stop();
    await this.round;
  }

  state(): MediaState {
    const since = [...this.missing.values()];
    return {
      missing: since.length,
      missingSince: since.length === 0 ? null : Math.min(...since),
      lastError: this.lastError,
    };
  }

  /** Soon, or again after the round that is under way. */
  private look(afterMs: number): void {
    if (this.ending.signal.aborted) return;
    if (this.round !== undefined) {
      this.again = true;
      return;
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.round = this.runRound().finally(() => {
        this.round = undefined;
        const retryMs = Math.min(FIRST_RETRY_MS * 2 ** (this.failures - 1), EVERY_MS);
        this.look(this.failures > 0 ? retryMs : this.again ? GATHER_MS : EVERY_MS);
        this.again = false;
      });
    }, afterMs);
  }

  private async runRound(): Promise<void> {
    try {
      await this.fetchMissing(await this.wanted());
      if (this.failures > 0) this.logger.log('prompts are fetched from the admin node again');
      this.failures = 0;
      this.lastError = null;
    } catch (error) {
      if (this.ending.signal.aborted) return;
      this.failures += 1;
      const why = error instanceof Error ? error.message : String(error);
      if (why !== this.lastError) this.logger.warn(`${String(this.missing.size)} prompts are not here yet: ${why}`);
      this.lastError = why;
    }
  }

  private async wanted(): Promise<readonly UploadRow[]> {
    const rows = await this.databases.snapshot('operator', async (session) => {
      const ours = (await this.tenancy.homes(session)).filter((home) => this.isOurs(home));
      return this.prompts.uploads(
        session,
        ours.map(({ id }) => id),
      );
    });
    const now = systemClock.now();
    const media = new Set(rows.map((row) => row.media));
    for (const known of this.missing.keys()) if (!media.has(known)) this.missing.delete(known);
    if (now >= this.nextSweepAt) {
      this.nextSweepAt = now + SWEEP_EVERY_MS;
      // what a call may play still is kept for a day after it was wanted last
      await this.files.referredTo(media);
      await this.files.sweep(media, now);
    }
    return rows;
  }

  private isOurs({ homeNodeId, movingToNodeId, leavingNodeId }: TenantHome): boolean {
    return [homeNodeId, movingToNodeId, leavingNodeId].includes(this.settings.nodeName);
  }

  /** @throws what ended it, after all that could be had has come */
  private async fetchMissing(rows: readonly UploadRow[]): Promise<void> {
    const lacking: UploadRow[] = [];
    for (const row of rows) {
      const size = await this.files.sizeOf(row.media);
      if (size !== null && (size === row.bytes || size === this.taken.get(row.media))) this.missing.delete(row.media);
      else lacking.push(row);
    }
    const now = systemClock.now();
    for (const { media } of lacking) if (!this.missing.has(media)) this.missing.set(media, now);
    if (lacking.length === 0) return;
    const admin = this.cluster.admin();
    if (admin === null) throw new NotJoined();
    const node = { id: admin.nodeId, address: admin.address, linkPort: admin.linkPort };
    const troubles: unknown[] = [];
    const work = async (): Promise<void> => {
      // an admin that is away is asked by nobody further
      for (let row = lacking.shift(); row !== undefined && !this.isOver(troubles); row = lacking.shift()) {
        await this.fetch(node, row.media).catch((error: unknown) => troubles.push(error));
      }
    };
    await Promise.all(Array.from({ length: MOST_AT_ONCE }, work));
    if (troubles.length > 0) throw troubles[0];
  }

  private isOver(troubles: readonly unknown[]): boolean {
    return this.ending.signal.aborted || troubles.some((error) => !isOfOne(error));
  }

  /** Whole and as it is there, or not at all. */
  private async fetch(node: LinkNode, media: string): Promise<void> {
    const answer = await this.link.open(node, `${MEDIA_PATH}${media.slice(MEDIA_ROOT.length)}.wav`);
    addAbortSignal(this.ending.signal, answer);
    const silence = setTimeout(() => answer.destroy(new Error('no answer in time')), SILENCE_MS);
    const pieces: Buffer[] = [];
    let bytes = 0;
    try {
      for await (const piece of answer as AsyncIterable<Buffer>) {
        silence.refresh();
        pieces.push(piece);
        bytes += piece.length;
        if (bytes > LARGEST_BYTES) throw new MediaDamaged(media);
      }
    } finally {
      clearTimeout(silence);
      answer.destroy();
    }
    const sound = Buffer.concat(pieces);
    const hash = createHash('sha256').update(sound).digest('hex');
    if (hash !== answer.headers[SHA256_HEADER] || String(bytes) !== answer.headers['content-length'])
      throw new MediaDamaged(media);
    await this.files.keep(media, sound);
    this.taken.set(media, bytes);
    this.missing.delete(media);
  }
}

/** The file is at fault, the others may be had. */
function isOfOne(error: unknown): boolean {
  return error instanceof LinkRefused || error instanceof MediaDamaged;
}
