import { stripJpeg } from './jpeg.ts';
import { stripMp3 } from './mp3.ts';
import { stripMp4 } from './mp4.ts';
import { stripOgg } from './ogg.ts';
import { stripPng } from './png.ts';
import { says } from './read.ts';
import { stripWebp } from './webp.ts';

/** How Telegram shows something. */
export type ShownAs = 'photo' | 'video' | 'voice' | 'document';

/** What may be shown of a file. */
export interface Exhibit {
  readonly as: ShownAs;
  /** Of ours: the sender's may say who they are. */
  readonly name: string;
  readonly bytes: Buffer;
}

/** Telegram takes no larger photo: https://core.telegram.org/bots/api#sendphoto */
const PHOTO_BYTES_MAX = 10 * 1024 * 1024;
/** Still pictures in the same boxes as films, where EXIF may lie anywhere. */
const STILLS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1', 'avif', 'avis'];

/**
 * The same file without where, when, with what and by whom it was made, told by what it holds, whatever it is called. Undefined for what
 * cannot be cleaned so: it must not be shown.
 */
export function strip(file: Buffer): Exhibit | undefined {
  if (STILLS.some((brand) => says(file, 8, brand)) && says(file, 4, 'ftyp')) return undefined;
  const picture = stripJpeg(file) ?? stripPng(file) ?? stripWebp(file);
  if (picture) {
    const name = `photo.${says(picture, 0, 'RIFF') ? 'webp' : says(picture, 1, 'PNG') ? 'png' : 'jpg'}`;
    return { as: picture.length > PHOTO_BYTES_MAX ? 'document' : 'photo', name, bytes: picture };
  }
  const film = stripMp4(file);
  if (film) {
    const { bytes, pictures } = film;
    if (!pictures) return { as: 'document', name: 'sound.m4a', bytes };
    return says(file, 8, 'qt  ') ? { as: 'document', name: 'video.mov', bytes } : { as: 'video', name: 'video.mp4', bytes };
  }
  const voice = stripOgg(file);
  if (voice) return { as: 'voice', name: 'voice.ogg', bytes: voice };
  const sound = stripMp3(file);
  return sound && { as: 'document', name: 'sound.mp3', bytes: sound };
}
