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

const gunzip = promisify(zlib.gunzip);

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;
/** CMF and FLG of a zlib stream (RFC 1950); `deflate` is often sent raw instead. */
const isZlib = (bytes: Uint8Array): boolean =>
  ((bytes[0] ?? 0) & 0x0f) === 8 && ((bytes[0] ?? 0) * 256 + (bytes[1] ?? 0)) % 31 === 0;

function inflater(encoding: string, head: Uint8Array): Transform | undefined {
  switch (encoding) {
    case '':
    case 'identity':
      return undefined;
    case 'gzip':
    case 'x-gzip':
      // Some servers declare gzip and send plain text.
      return isGzip(head) ? zlib.createGunzip() : undefined;
    case 'deflate':
      return isZlib(head) ? zlib.createInflate() : zlib.createInflateRaw();
    case 'br':
      return zlib.createBrotliDecompress();
    default:
      throw new FetchStopped({ kind: 'network', why: `the body comes in an encoding nobody asked for (${encoding})` });
  }
}

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
    const head = await source.next();
    if (head.done) return new Uint8Array();
    const whole = async function* (): AsyncGenerator<Buffer> {
      yield head.value;
      yield* source;
    };
    const inflate = inflater(encoding, head.value);
    if (inflate) await pipeline(whole, inflate, gather);
    else await gather(whole());
    return await inflateAgain(Buffer.concat(chunks), limits.maxBytes);
  } finally {
    clearInterval(clock);
    body.destroy();
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
