import type { Exhibit } from '../../domain/media/strip.ts';
import { type Upload, uploadFile } from './upload.ts';

/** Runs its work after whatever it was given before: two files in memory at once are too many. */
export type OneByOne = <T>(work: () => Promise<T>) => Promise<T>;

export function createOneByOne(): OneByOne {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => {});
    return next;
  };
}

const methods = {
  photo: ['sendPhoto', 'photo'],
  video: ['sendVideo', 'video'],
  voice: ['sendVoice', 'voice'],
  document: ['sendDocument', 'document'],
} as const;

/** `plain`: as a file, which Telegram takes whatever is in it; of photos it refuses some. */
export function uploadExhibit(address: string, caption: string, { as, name, bytes }: Exhibit, plain = false): Upload {
  const [method, field] = methods[plain ? 'document' : as];
  return uploadFile({ method, field, name, type: 'application/octet-stream' }, address, caption, bytes);
}
