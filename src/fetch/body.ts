// The body of an answer as bytes: inflated while it streams in, and stopped when it grows too large or comes too slowly.

import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { FetchStopped } from './fault.ts';

export type BodyLimits = {
  /** Both of what travels and of what it inflates to. */
  readonly maxBytes: number;
  readonly minBytesPerSecond: number;
  /** Over which stretch the rate is measured. */
  readonly rateWindowMs: number;
};

/** A body that travels in so few bytes is inflated in one go: most feeds, at a fraction of a stream's time and memory. */
const SMALL = 32 * 1024;

const gunzip = promisify(zlib.gunzip);

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;
/** CMF and FLG of a zlib stream (RFC 1950); `deflate` is often sent raw instead. */
const isZlib = (bytes: Uint8Array): boolean =>
  ((bytes[0] ?? 0) & 0x0f) === 8 && ((bytes[0] ?? 0) * 256 + (bytes[1] ?? 0)) % 31 === 0;

type Coding = 'plain' | 'gzip' | 'zlib' | 'deflate' | 'brotli';

function codingOf(encoding: string, head: Uint8Array): Coding {
  switch (encoding) {
    case '':
    case 'identity':
      return 'plain';
    case 'gzip':
    case 'x-gzip':
      // Some servers declare gzip and send plain text.
      return isGzip(head) ? 'gzip' : 'plain';
    case 'deflate':
      return isZlib(head) ? 'zlib' : 'deflate';
    case 'br':
      return 'brotli';
    default:
      throw new FetchStopped({ kind: 'network', why: `the body comes in an encoding nobody asked for (${encoding})` });
  }
}

const STREAMS: Readonly<Record<Exclude<Coding, 'plain'>, () => Transform>> = {
  gzip: () => zlib.createGunzip(),
  zlib: () => zlib.createInflate(),
  deflate: () => zlib.createInflateRaw(),
  brotli: () => zlib.createBrotliDecompress(),
};

const AT_ONCE: Readonly<Record<Exclude<Coding, 'plain'>, (bytes: Buffer, options: zlib.ZlibOptions) => Buffer>> = {
  gzip: (bytes, options) => zlib.gunzipSync(bytes, options),
  zlib: (bytes, options) => zlib.inflateSync(bytes, options),
  deflate: (bytes, options) => zlib.inflateRawSync(bytes, options),
  brotli: (bytes, { maxOutputLength = 0 }) => zlib.brotliDecompressSync(bytes, { maxOutputLength }),
};

function tooLarge(limit: number): FetchStopped {
  return new FetchStopped({ kind: 'too-large', why: `the feed is larger than ${limit} bytes` });
}

/** `stop` ends the request, so that a body that drips does not hold its place until the time is up. */
export async function readBody(
  body: Readable,
  encoding: string,
  limits: BodyLimits,
  stop: (why: FetchStopped) => void,
): Promise<Uint8Array> {
  let travelled = 0;
  let measured = 0;
  const clock = setInterval(() => {
    const enough = (limits.minBytesPerSecond * limits.rateWindowMs) / 1_000;
    if (travelled - measured < enough) stop(new FetchStopped({ kind: 'timeout', why: 'the body comes too slowly' }));
    measured = travelled;
  }, limits.rateWindowMs);

  const chunks: Buffer[] = [];
  let size = 0;
  const gather = async (source: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of source) {
      size += chunk.length;
      if (size > limits.maxBytes) throw tooLarge(limits.maxBytes);
      chunks.push(chunk);
    }
  };
  const travel = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      travelled += chunk.length;
      if (travelled > limits.maxBytes) throw tooLarge(limits.maxBytes);
      yield chunk;
    }
  };

  try {
    const source = travel();
    const begun: Buffer[] = [];
    let length = 0;
    let isWhole = false;
    while (length <= SMALL && !isWhole) {
      const next = await source.next();
      if (next.done) isWhole = true;
      else {
        begun.push(next.value);
        length += next.value.length;
      }
    }
    const start = Buffer.concat(begun);
    if (start.length === 0) return new Uint8Array();
    const coding = codingOf(encoding, start);
    if (isWhole) return await inflateAgain(inflateAtOnce(start, coding, limits.maxBytes), limits.maxBytes);
    const whole = async function* (): AsyncGenerator<Buffer> {
      yield start;
      yield* source;
    };
    if (coding === 'plain') await gather(whole());
    else await pipeline(whole, STREAMS[coding](), gather);
    return await inflateAgain(Buffer.concat(chunks), limits.maxBytes);
  } finally {
    clearInterval(clock);
    body.destroy();
  }
}

function inflateAtOnce(bytes: Buffer, coding: Coding, maxBytes: number): Buffer {
  if (coding === 'plain') return bytes;
  try {
    return AT_ONCE[coding](bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(maxBytes);
    throw error;
  }
}

/** No feed begins like a gzip file: such a body was compressed twice, or is a file served as it lies on the disk. */
async function inflateAgain(bytes: Buffer, maxBytes: number): Promise<Uint8Array> {
  if (!isGzip(bytes)) return bytes;
  try {
    return await gunzip(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(maxBytes);
    throw error;
  }
}
