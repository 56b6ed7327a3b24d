import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';

import { Injectable } from '@nestjs/common';
import type { Response } from 'express';

import { ClusterPlaces } from '../cluster/places.service.js';
import { LinkClient } from '../platform/link/link.client.js';
import { NodeUnreachable } from '../platform/link/link.errors.js';
import type { ConversationPeaks } from './core/peaks.js';
import { drawnPeaks } from './recording-files.js';
import { RecordingAway, RecordingLeftBehind } from './recording.errors.js';
import { RECORDINGS_PATH, WAVEFORMS_PATH } from './recording-source.js';

/** A node that sends nothing for so long, though there is room, has vanished. */
const SILENCE_MS = 15_000;
/** A waveform of a long call is drawn at the lowest priority. */
const LONGEST_DRAWING_MS = 10 * 60_000;
const LONGEST_PEAKS = 4 * 1_048_576;
/** Of the node's answer, what the browser needs for listening to parts. */
const PASSED_ON = ['content-length', 'content-range', 'accept-ranges', 'etag'] as const;

/** Recordings that lie on other nodes of the cluster. */
@Injectable()
export class FarRecordings {
  constructor(
    private readonly places: ClusterPlaces,
    private readonly link: LinkClient,
  ) {}

  /**
   * Passes on what the node sends, by the request's Range. Resolves when it is sent or the asker has gone.
   *
   * @param prepare sets further headers, once the node has the sound
   * @throws RecordingAway, RecordingLeftBehind, LinkRefused
   */
  async send(response: Response, nodeId: string, file: string, prepare: () => void): Promise<void> {
    const { range } = response.req.headers;
    const answer = await this.open(nodeId, `${RECORDINGS_PATH}/${pathOf(file)}`, range === undefined ? {} : { range });
    response.once('close', () => answer.destroy());
    if (response.destroyed) {
      answer.destroy();
      return;
    }
    const status = answer.statusCode ?? 200;
    response.status(status);
    for (const name of PASSED_ON) {
      const value = answer.headers[name];
      if (value !== undefined) response.setHeader(name, value);
    }
    if (status !== 416) prepare();
    await pass(answer, response);
  }

  /** @throws RecordingAway, RecordingLeftBehind, LinkRefused */
  async peaksOf(nodeId: string, file: string): Promise<ConversationPeaks> {
    const answer = await this.open(nodeId, `${WAVEFORMS_PATH}/${pathOf(file)}`);
    const timer = setTimeout(() => answer.destroy(new Error('no waveform in time')), LONGEST_DRAWING_MS);
    try {
      let text = '';
      for await (const piece of answer.setEncoding('utf8') as AsyncIterable<string>) {
        text += piece;
        if (text.length > LONGEST_PEAKS) throw new Error('the waveform is too long');
      }
      return drawnPeaks.parse(JSON.parse(text));
    } catch (error) {
      throw new RecordingAway(nodeId, error);
    } finally {
      clearTimeout(timer);
      answer.destroy();
    }
  }

  private async open(nodeId: string, path: string, headers = {}): Promise<IncomingMessage> {
    const node = await this.places.linkNode(nodeId);
    if (node === undefined) throw new RecordingLeftBehind(nodeId);
    try {
      return await this.link.open(node, path, headers);
    } catch (error) {
      throw error instanceof NodeUnreachable ? new RecordingAway(nodeId, error) : error;
    }
  }
}

function pathOf(file: string): string {
  return file.split('/').map(encodeURIComponent).join('/');
}

/** What breaks here breaks for the browser too, which asks for the rest again. */
async function pass(answer: IncomingMessage, response: Response): Promise<void> {
  let isFull = false;
  const silence = setTimeout(() => {
    // a browser that has enough for now is no fault of the node
    if (isFull) silence.refresh();
    else answer.destroy();
  }, SILENCE_MS);
  try {
    for await (const piece of answer as AsyncIterable<Buffer>) {
      isFull = !response.write(piece);
      if (isFull) await Promise.race([once(response, 'drain'), once(response, 'close')]);
      isFull = false;
      silence.refresh();
    }
    response.end();
  } catch {
    response.destroy();
  } finally {
    clearTimeout(silence);
  }
}
