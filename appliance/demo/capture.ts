/**
 * RTP captures for SIPp's play_pcap_audio: silence, tones and keys as G.711 A-law (payload type 8) and RFC 4733
 * telephone events (payload type 101) in one stream, 20 ms a packet, sequence numbers always upwards (SIPp's own
 * captures run backwards there and lose keys).
 *
 * On the command line: node appliance/demo/capture.ts OUT.pcap "s1500 D1 t400:8000"
 */
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const RATE_HZ = 8000;
const SAMPLES_PER_PACKET = 160;
const PACKET_MS = 20;
const AUDIO_TYPE = 8;
const EVENT_TYPE = 101;
const EVENT_PACKETS = 8;
const KEYS = '0123456789*#';
const AMPLITUDE = 8000;
const LINK_TYPE_ETHERNET = 1;

export type CaptureStep =
  | { readonly kind: 'silence'; readonly ms: number }
  | { readonly kind: 'tone'; readonly hz: number; readonly ms: number }
  | { readonly kind: 'key'; readonly key: string };

/**
 * Reads the short notation: `s1500` silence of 1500 ms, `t400:8000` a tone of 400 Hz for 8000 ms, `D1` the key 1.
 *
 * @throws RangeError for anything else
 */
export function parseCapture(notation: string): CaptureStep[] {
  return notation
    .trim()
    .split(/\s+/)
    .map((word) => {
      const tone = /^t(\d+):(\d+)$/.exec(word);
      if (tone) return { kind: 'tone', hz: Number(tone[1]), ms: Number(tone[2]) };
      const silence = /^s(\d+)$/.exec(word);
      if (silence) return { kind: 'silence', ms: Number(silence[1]) };
      const key = /^D([0-9*#])$/.exec(word);
      if (key) return { kind: 'key', key: key[1] ?? '' };
      throw new RangeError(`"${word}" is none of s<ms>, t<hz>:<ms>, D<key>`);
    });
}

/** One sample of 16 bits as G.711 A-law (ITU-T G.711, even bits inverted). */
export function encodeALaw(sample: number): number {
  let rest = Math.max(-32768, Math.min(32767, Math.trunc(sample)));
  const sign = rest >= 0 ? 0x80 : 0;
  if (rest < 0) rest = -rest - 1;
  rest >>= 4;
  if (rest < 32) return (sign | (rest >> 1)) ^ 0x55;
  let exponent = 1;
  while (rest > 63) {
    rest >>= 1;
    exponent += 1;
  }
  return (sign | (exponent << 4) | ((rest >> 1) & 15)) ^ 0x55;
}

interface RtpPacket {
  readonly atMs: number;
  readonly bytes: Buffer;
}

/** Where the numbering of a capture begins: one that is played after another in the same call has to go on above it. */
export interface RtpStart {
  readonly sequence: number;
  readonly timestamp: number;
}

const FIRST: RtpStart = { sequence: 1000, timestamp: 160_000 };

class RtpStream {
  readonly packets: RtpPacket[] = [];
  private sequence: number;
  private timestamp: number;
  private atMs = 0;
  private samples = 0;

  constructor(start: RtpStart) {
    this.sequence = start.sequence;
    this.timestamp = start.timestamp;
  }

  audio(hz: number, ms: number): void {
    for (let left = ms; left >= PACKET_MS; left -= PACKET_MS) {
      const payload = Buffer.alloc(SAMPLES_PER_PACKET);
      for (let i = 0; i < SAMPLES_PER_PACKET; i += 1) {
        payload[i] = encodeALaw(hz === 0 ? 0 : AMPLITUDE * Math.sin((2 * Math.PI * hz * (this.samples + i)) / RATE_HZ));
      }
      this.samples += SAMPLES_PER_PACKET;
      this.push(AUDIO_TYPE, this.packets.length === 0, payload);
      this.timestamp += SAMPLES_PER_PACKET;
      this.atMs += PACKET_MS;
    }
  }

  /** RFC 4733: one timestamp for the whole key, growing duration, the end three times. */
  key(key: string): void {
    const event = KEYS.indexOf(key);
    for (let i = 1; i <= EVENT_PACKETS; i += 1) {
      this.push(EVENT_TYPE, i === 1, eventPayload(event, false, i));
      this.atMs += PACKET_MS;
    }
    for (let i = 0; i < 3; i += 1) this.push(EVENT_TYPE, false, eventPayload(event, true, EVENT_PACKETS));
    this.timestamp += EVENT_PACKETS * SAMPLES_PER_PACKET;
  }

  private push(payloadType: number, marker: boolean, payload: Buffer): void {
    const header = Buffer.alloc(12);
    header[0] = 0x80;
    header[1] = (marker ? 0x80 : 0) | payloadType;
    header.writeUInt16BE(this.sequence & 0xffff, 2);
    header.writeUInt32BE(this.timestamp >>> 0, 4);
    header.writeUInt32BE(0x12345678, 8);
    this.sequence += 1;
    this.packets.push({ atMs: this.atMs, bytes: Buffer.concat([header, payload]) });
  }
}

function eventPayload(event: number, end: boolean, packets: number): Buffer {
  const payload = Buffer.alloc(4);
  payload[0] = event;
  payload[1] = (end ? 0x80 : 0) | 10;
  payload.writeUInt16BE(packets * SAMPLES_PER_PACKET, 2);
  return payload;
}

/** Ethernet, IPv4 and UDP headers; SIPp puts its own addresses and ports in. */
function frame(rtp: Buffer): Buffer {
  const ethernet = Buffer.alloc(14);
  ethernet.writeUInt16BE(0x0800, 12);
  const ip = Buffer.alloc(20);
  ip[0] = 0x45;
  ip.writeUInt16BE(28 + rtp.length, 2);
  ip[8] = 64;
  ip[9] = 17;
  ip.set([127, 0, 0, 2], 12);
  ip.set([127, 0, 0, 1], 16);
  const udp = Buffer.alloc(8);
  udp.writeUInt16BE(7000, 0);
  udp.writeUInt16BE(7000, 2);
  udp.writeUInt16BE(8 + rtp.length, 4);
  return Buffer.concat([ethernet, ip, udp, rtp]);
}

/** A pcap file (libpcap 2.4, big-endian) of one RTP stream with these steps one after the other. */
export function makeCapture(steps: readonly CaptureStep[], start: RtpStart = FIRST): Buffer {
  const stream = new RtpStream(start);
  for (const step of steps) {
    if (step.kind === 'key') stream.key(step.key);
    else stream.audio(step.kind === 'tone' ? step.hz : 0, step.ms);
  }
  const head = Buffer.alloc(24);
  head.writeUInt32BE(0xa1b2c3d4, 0);
  head.writeUInt16BE(2, 4);
  head.writeUInt16BE(4, 6);
  head.writeUInt32BE(65_535, 16);
  head.writeUInt32BE(LINK_TYPE_ETHERNET, 20);
  const parts: Buffer[] = [head];
  for (const packet of stream.packets) {
    const bytes = frame(packet.bytes);
    const record = Buffer.alloc(16);
    record.writeUInt32BE(1_000_000 + Math.floor(packet.atMs / 1000), 0);
    record.writeUInt32BE((packet.atMs % 1000) * 1000, 4);
    record.writeUInt32BE(bytes.length, 8);
    record.writeUInt32BE(bytes.length, 12);
    parts.push(record, bytes);
  }
  return Buffer.concat(parts);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [, , out, notation] = process.argv;
  if (out === undefined || notation === undefined) {
    process.stderr.write('usage: capture.ts OUT.pcap "s1500 D1 t400:8000"\n');
    process.exit(2);
  }
  writeFileSync(out, makeCapture(parseCapture(notation)));
}
