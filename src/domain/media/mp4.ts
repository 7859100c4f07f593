import { says, u32 } from './read.ts';
import { samplesOf } from './samples.ts';

/** A box of an ISO file: its head from `start`, what it holds from `body`. */
export interface Box {
  readonly type: string;
  readonly start: number;
  readonly body: number;
  readonly end: number;
}

/** From and to, in bytes. */
export type Range = readonly [number, number];

const TABLES = new Set(['stsd', 'stts', 'ctts', 'stss', 'stsz', 'stsc', 'stco', 'co64', 'cslg', 'sdtp', 'sgpd', 'sbgp', 'stps']);
const TRACK = new Set(['tkhd', 'edts', 'mdia', 'tapt']);
const MEDIA = new Set(['mdhd', 'hdlr', 'minf']);
const INFORMATION = new Set(['vmhd', 'smhd', 'dinf', 'hdlr', 'stbl']);
/** Compressed, or in fragments: what is in there cannot be seen from here. */
const OPAQUE = new Set(['cmov', 'mvex', 'moof']);

export interface Stripped {
  readonly bytes: Buffer;
  /** Whether there is anything to see. */
  readonly pictures: boolean;
}

/**
 * The same film (ISO 14496-12, or QuickTime's) in which everything but picture and sound is blanked where it stands: places, devices,
 * times, XMP, and tracks of anything else, such as positions, with all that they hold. No byte moves. Undefined where it cannot be read.
 */
export function stripMp4(file: Buffer): Stripped | undefined {
  if (!says(file, 4, 'ftyp')) return undefined;
  const top = boxesIn(file, 0, file.length, true);
  const moov = top?.find(({ type }) => type === 'moov');
  const last = top?.at(-1);
  if (!top || !moov || !last || top.some(({ type }) => OPAQUE.has(type))) return undefined;
  // Phones put more behind the last box, in forms of their own.
  const out = Buffer.from(file.subarray(0, last.end));
  const tracks = stripMovie(out, moov);
  if (!tracks || tracks.length === 0) return undefined;
  const kept = tracks.flatMap(({ ranges }) => ranges).sort(([a], [b]) => a - b);
  for (const box of top) {
    if (box.type === 'mdat') blankBetween(out, box, kept);
    else if (box !== moov && box.type !== 'ftyp') blank(out, box);
  }
  return { bytes: out, pictures: tracks.some(({ pictures }) => pictures) };
}

interface Track {
  readonly pictures: boolean;
  /** Where in the file its samples lie. */
  readonly ranges: readonly Range[];
}

function stripMovie(out: Buffer, moov: Box): readonly Track[] | undefined {
  const inside = boxesIn(out, moov.body, moov.end);
  if (!inside || inside.some(({ type }) => OPAQUE.has(type))) return undefined;
  const tracks: Track[] = [];
  for (const box of inside) {
    if (box.type === 'mvhd') clearTimes(out, box);
    else if (box.type !== 'trak') blank(out, box);
    else {
      const track = stripTrack(out, box);
      if (track === undefined) return undefined;
      if (track === 'other') blank(out, box);
      else tracks.push(track);
    }
  }
  return tracks;
}

/** `other`: neither picture nor sound. */
function stripTrack(out: Buffer, trak: Box): Track | 'other' | undefined {
  const inside = boxesIn(out, trak.body, trak.end);
  const mdia = inside?.find(({ type }) => type === 'mdia');
  const media = mdia && boxesIn(out, mdia.body, mdia.end);
  const hdlr = media?.find(({ type }) => type === 'hdlr');
  const minf = media?.find(({ type }) => type === 'minf');
  if (!inside || !media || !hdlr || !minf) return undefined;
  const [pictures, sound] = [says(out, hdlr.body + 8, 'vide'), says(out, hdlr.body + 8, 'soun')];
  if (!pictures && !sound) return 'other';
  const information = boxesIn(out, minf.body, minf.end);
  const stbl = information?.find(({ type }) => type === 'stbl');
  const tables = stbl && boxesIn(out, stbl.body, stbl.end);
  const ranges = tables && samplesOf(out, tables);
  if (!information || !tables || !ranges) return undefined;
  keepOnly(out, inside, TRACK);
  keepOnly(out, media, MEDIA);
  keepOnly(out, information, INFORMATION);
  keepOnly(out, tables, TABLES);
  return { pictures, ranges };
}

function keepOnly(out: Buffer, boxes: readonly Box[], types: ReadonlySet<string>): void {
  for (const box of boxes) {
    if (!types.has(box.type)) blank(out, box);
    else if (box.type === 'tkhd' || box.type === 'mdhd') clearTimes(out, box);
    // What a handler is called names the device that made it.
    else if (box.type === 'hdlr') out.fill(0, Math.min(box.end, box.body + 12), box.end);
  }
}

/** Readers skip free space. */
function blank(out: Buffer, { start, body, end }: Box): void {
  out.write('free', start + 4, 'latin1');
  out.fill(0, body, end);
}

/** When it was made and changed; the second version of the box has longer numbers. */
function clearTimes(out: Buffer, { body, end }: Box): void {
  out.fill(0, Math.min(end, body + 4), Math.min(end, body + (out[body] === 1 ? 20 : 12)));
}

/** What no track that is kept calls its own. */
function blankBetween(out: Buffer, { body, end }: Box, kept: readonly Range[]): void {
  let at = body;
  for (const [from, to] of kept) {
    if (from > at) out.fill(0, at, Math.min(from, end));
    at = Math.max(at, to);
    if (at >= end) return;
  }
  out.fill(0, at, end);
}

/** The boxes that follow one another there; undefined where they do not fit. `loose`: what follows them in a form of its own is left out. */
function boxesIn(file: Buffer, from: number, to: number, loose = false): readonly Box[] | undefined {
  const boxes: Box[] = [];
  let at = from;
  // QuickTime ends a list with a zero.
  while (to - at >= 8) {
    const size = u32(file, at);
    const head = size === 1 ? 16 : 8;
    const length = size === 1 ? u32(file, at + 8) * 2 ** 32 + u32(file, at + 12) : size === 0 ? to - at : size;
    const type = file.toString('latin1', at + 4, at + 8);
    if (length < head || at + length > to || !/^[\x20-\x7e\xa9]{4}$/.test(type)) return loose && boxes.length > 0 ? boxes : undefined;
    boxes.push({ type, start: at, body: at + head, end: at + length });
    at += length;
  }
  return boxes;
}
