// A browser's PNG made small enough for a repository: the 256 most frequent colours stay, others become the nearest of them.
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = 8;
/** Length, name and checksum around what a chunk holds. */
const FRAME = 12;
const COLOURS = 256;

type Image = {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly pixels: Uint8Array;
};

export function shrinkPng(png: Buffer): Buffer {
  const { width, height, channels, pixels } = decode(png);
  const colours = new Uint32Array(width * height).map((_, at) => colourAt(pixels, at * channels));
  const uses = new Map<number, number>();
  for (const colour of colours) uses.set(colour, (uses.get(colour) ?? 0) + 1);
  const palette = [...uses]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, COLOURS)
    .map(([colour]) => colour);
  const places = new Map([...uses.keys()].map((colour) => [colour, nearest(colour, palette)]));

  const rows = Buffer.alloc((width + 1) * height);
  colours.forEach((colour, at) => {
    rows[at + Math.floor(at / width) + 1] = places.get(colour) ?? 0;
  });
  const header = Buffer.from(png.subarray(SIGNATURE + 8, SIGNATURE + 8 + 13));
  header[9] = 3;
  return Buffer.concat([
    png.subarray(0, SIGNATURE),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 0xff, colour & 0xff]))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function decode(png: Buffer): Image {
  const data: Buffer[] = [];
  for (let at = SIGNATURE; at < png.length; at += FRAME + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const [width, height, channels] = [png.readUInt32BE(16), png.readUInt32BE(20), png[25] === 6 ? 4 : 3];
  const filtered = inflateSync(Buffer.concat(data));
  const line = width * channels;
  const pixels = new Uint8Array(line * height);
  for (let at = 0; at < pixels.length; at += 1) {
    const [x, y] = [at % line, Math.floor(at / line)];
    const left = x < channels ? 0 : (pixels[at - channels] ?? 0);
    const above = y === 0 ? 0 : (pixels[at - line] ?? 0);
    const corner = x < channels || y === 0 ? 0 : (pixels[at - line - channels] ?? 0);
    const filter = filtered[y * (line + 1)] ?? 0;
    pixels[at] = (filtered[at + y + 1] ?? 0) + predicted(filter, left, above, corner);
  }
  return { width, height, channels, pixels };
}

/** The five filters of the PNG specification, section 9. */
function predicted(filter: number, left: number, above: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return Math.floor((left + above) / 2);
  if (filter !== 4) return 0;
  const [toLeft, toAbove, toCorner] = [
    Math.abs(above - corner),
    Math.abs(left - corner),
    Math.abs(left + above - 2 * corner),
  ];
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

function colourAt(pixels: Uint8Array, at: number): number {
  return ((pixels[at] ?? 0) << 16) | ((pixels[at + 1] ?? 0) << 8) | (pixels[at + 2] ?? 0);
}

function nearest(colour: number, palette: readonly number[]): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  palette.forEach((each, index) => {
    const distance =
      ((each >> 16) - (colour >> 16)) ** 2 +
      (((each >> 8) & 0xff) - ((colour >> 8) & 0xff)) ** 2 +
      ((each & 0xff) - (colour & 0xff)) ** 2;
    if (distance < least) [best, least] = [index, distance];
  });
  return best;
}

function chunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const frame = Buffer.alloc(4);
  frame.writeUInt32BE(content.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([frame, named, sum]);
}
