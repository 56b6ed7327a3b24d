import { Injectable } from '@nestjs/common';

/** `degraded`: serves, but not as it should (PostgreSQL is away, the engine goes on with what it knows). */
export type HealthStatus = 'up' | 'degraded' | 'down';

export interface PartHealth {
  readonly status: HealthStatus;
  /** What is wrong, for people; not for programs. */
  readonly why?: string;
  /** Further facts of the part (version, since). */
  readonly [fact: string]: string | number | boolean | null | undefined;
}

export interface HealthReport {
  /** That of the part that is worst off. */
  readonly status: HealthStatus;
  readonly parts: Readonly<Record<string, PartHealth>>;
}

export type HealthCheck = () => PartHealth | Promise<PartHealth>;

/** A part that does not answer for so long is down: whoever asks for the health must not wait for a hanging part. */
export const CHECK_TIMEOUT_MS = 2_000;

const RANK: readonly HealthStatus[] = ['up', 'degraded', 'down'];

/** Where the parts of a process say how they are. */
@Injectable()
export class Health {
  private readonly checks = new Map<string, HealthCheck>();

  /** @param part stable name in the report, e.g. `asterisk`; a second check under the same name replaces the first */
  register(part: string, check: HealthCheck): void {
    this.checks.set(part, check);
  }

  async report(): Promise<HealthReport> {
    const parts = await Promise.all(
      Array.from(this.checks, async ([name, check]) => [name, await ask(check)] as const),
    );
    const worst = parts.reduce((worstSoFar, [, { status }]) => Math.max(worstSoFar, RANK.indexOf(status)), 0);
    return { status: RANK[worst] ?? 'down', parts: Object.fromEntries(parts) };
  }
}

/** Status of the HTTP answer: a degraded process still does its work and must not be taken out or restarted. */
export function httpStatusOf({ status }: HealthReport): 200 | 503 {
  return status === 'down' ? 503 : 200;
}

async function ask(check: HealthCheck): Promise<PartHealth> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<PartHealth>((resolve) => {
    timer = setTimeout(() => {
      resolve({ status: 'down', why: `did not answer within ${CHECK_TIMEOUT_MS} ms` });
    }, CHECK_TIMEOUT_MS);
  });
  try {
    return await Promise.race([check(), timeout]);
  } catch (error) {
    return { status: 'down', why: whyOf(error) };
  } finally {
    clearTimeout(timer);
  }
}

/** Errors of the network keep their reasons inside, one per address tried, and say nothing themselves. */
function whyOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(whyOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
