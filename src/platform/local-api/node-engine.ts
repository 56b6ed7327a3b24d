import { z } from 'zod';

import type { EngineDoor } from './engine-doors.js';
import { engineHealth, engineStatus, type EngineHealth, type EngineStatus } from './engine-status.js';
import { AnswerNotUnderstood, EngineRefused, EngineUnavailable } from './local-api.errors.js';
import { engineVitals, presentStatus, type EngineVitals, type PresentStatus } from './present-status.js';

/** The engine decides within milliseconds; one that takes so long hangs. */
const ANSWER_TIMEOUT_MS = 5_000;

/** The link before the engine tells by these that it does not get through to it. */
const NOT_THROUGH: readonly number[] = [502, 504];

const refusal = z.object({ code: z.string(), message: z.object({ zh: z.string(), en: z.string() }) });

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** One engine as it is asked. Every method throws EngineUnavailable while it does not answer. */
export class NodeEngine {
  constructor(readonly door: EngineDoor) {}

  /** Also when a part of the engine is down: then it is said in the answer. */
  async health(): Promise<EngineHealth> {
    const { body } = await this.ask('GET', '/health', undefined, [200, 503]);
    return understand('/health', engineHealth, body);
  }

  async status(): Promise<EngineStatus> {
    return this.get('/v1/status', engineStatus);
  }

  /** Everything that is so now, with the number of the notices that are counted in. */
  async present(): Promise<PresentStatus> {
    return this.get('/v1/status', presentStatus);
  }

  async vitals(): Promise<EngineVitals> {
    return this.get('/v1/vitals', engineVitals);
  }

  async get<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    return understand(path, schema, (await this.ask('GET', path)).body);
  }

  /** @throws EngineRefused */
  async post<T>(path: string, body: object, schema: z.ZodType<T>): Promise<T> {
    return understand(path, schema, (await this.ask('POST', path, body)).body ?? {});
  }

  private async ask(method: string, path: string, body?: object, alsoFine: readonly number[] = []): Promise<Answer> {
    const answer = await this.send(method, path, body);
    if ((answer.status >= 200 && answer.status < 300) || alsoFine.includes(answer.status)) return answer;
    const refused = refusal.safeParse(answer.body);
    if (!refused.success) throw new AnswerNotUnderstood(path, new Error(`HTTP status ${answer.status}`));
    throw new EngineRefused(refused.data.code, refused.data.message, answer.status);
  }

  private send(method: string, path: string, body?: object): Promise<Answer> {
    const { door } = this;
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const headers = payload === undefined ? {} : { 'Content-Type': 'application/json' };
    const signal = AbortSignal.timeout(ANSWER_TIMEOUT_MS);
    return new Promise((resolve, reject) => {
      const fail = (error: Error): void => {
        reject(new EngineUnavailable(error, door.isHere ? null : door.nodeId));
      };
      const asking = door.request({ path, method, headers, signal }, (response) => {
        const { statusCode: status = 0 } = response;
        if (!door.isHere && NOT_THROUGH.includes(status)) {
          response.destroy();
          fail(new Error(`the link answers ${status}`));
          return;
        }
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', fail);
        response.once('end', () => {
          try {
            const body = parse(Buffer.concat(chunks).toString('utf8'));
            if (!door.isHere && isOfLink(body)) fail(new Error(`the link answers ${JSON.stringify(body)}`));
            else resolve({ status, body });
          } catch (error) {
            reject(new AnswerNotUnderstood(path, error));
          }
        });
      });
      asking.once('error', fail);
      asking.end(payload);
    });
  }
}

/** Not the engine's own word, but that of the node before it, which does not get through. */
function isOfLink(body: unknown): boolean {
  const refused = refusal.safeParse(body);
  return refused.success && /^(local_api[.]engine_unavailable$|cluster[.])/.test(refused.data.code);
}

function parse(text: string): unknown {
  return text === '' ? null : JSON.parse(text);
}

function understand<T>(path: string, schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new AnswerNotUnderstood(path, parsed.error);
  return parsed.data;
}
