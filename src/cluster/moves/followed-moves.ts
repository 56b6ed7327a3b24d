import { setTimeout as pause } from 'node:timers/promises';

import { Injectable } from '@nestjs/common';

import { Databases } from '../../platform/database/databases.js';
import { WHOLE_LIST } from '../../platform/database/paging.js';
import type { DbSession } from '../../platform/database/transaction.js';
import { PHASE_WORDS, whyWords } from '../core/move-words.js';
import { MovesUnfinished } from '../moves.errors.js';
import { MovesService, type MoveRecord } from '../moves.service.js';

const LOOK_EVERY_MS = 250;
const LATEST = { ...WHOLE_LIST, limit: 50, sort: { by: 'askedAt', descending: true } };

/** Moves as somebody at the machine follows them. */
@Injectable()
export class FollowedMoves {
  constructor(
    private readonly databases: Databases,
    private readonly moves: MovesService,
  ) {}

  /** The latest, the newest first. */
  async latest(): Promise<readonly string[]> {
    return this.databases.snapshot('operator', async (session) => {
      const codes = await this.codes(session);
      const { items } = await this.moves.pageOfMoves(session, LATEST);
      return items.map((move) => `${move.askedAt.toISOString()} ${told(move, codes)}`);
    });
  }

  /**
   * Tells each phase on standard error as it comes, until all are over.
   *
   * @returns how each has ended
   * @throws MovesUnfinished where one has not come to pass
   */
  async follow(ids: readonly string[]): Promise<readonly string[]> {
    const known = new Map<string, string>();
    for (;;) {
      const moves = await this.read(ids, known);
      if (moves.every(({ move }) => move.finishedAt !== null)) {
        if (moves.some(({ move }) => move.phase !== 'done')) throw new MovesUnfinished();
        return moves.map(({ text }) => text);
      }
      await pause(LOOK_EVERY_MS);
    }
  }

  private read(
    ids: readonly string[],
    known: Map<string, string>,
  ): Promise<{ readonly move: MoveRecord; readonly text: string }[]> {
    return this.databases.snapshot('operator', async (session) => {
      const codes = await this.codes(session);
      const moves: { move: MoveRecord; text: string }[] = [];
      for (const id of ids) {
        const move = await this.moves.findMove(session, id);
        if (move === undefined) continue;
        const text = told(move, codes);
        moves.push({ move, text });
        if (known.get(id) !== move.phase) process.stderr.write(`${text}\n`);
        known.set(id, move.phase);
      }
      return moves;
    });
  }

  private async codes(session: DbSession): Promise<ReadonlyMap<string, string>> {
    return new Map((await this.moves.homes(session)).map(({ id, code }) => [id as string, code]));
  }
}

function told({ tenantId, fromNodeId, toNodeId, phase, why }: MoveRecord, codes: ReadonlyMap<string, string>): string {
  const { zh, en } = PHASE_WORDS[phase];
  const because = why === null ? { zh: '', en: '' } : { zh: `：${whyWords(why).zh}`, en: `: ${whyWords(why).en}` };
  const name = codes.get(tenantId) ?? tenantId;
  return `${name} ${fromNodeId} -> ${toNodeId}: ${en}${because.en} / ${zh}${because.zh}`;
}
