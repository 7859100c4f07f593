import { timingSafeEqual } from 'node:crypto';
import { typeOf } from '../channels/audio/sound.ts';
import type { Atlas } from '../domain/neighbourhood.ts';
import { isComplete, type Phrase } from '../domain/phrase.ts';
import { phrasesOf } from '../locales/phrases.ts';
import type { Renderer } from '../locales/render.ts';
import type { Recorded } from '../locales/voice.ts';
import type { Cipher } from '../store/cipher.ts';
import type { Database } from '../store/database.ts';
import type { Store } from '../store/store.ts';

export interface PhrasesOptions {
  readonly database: Database;
  readonly store: Store;
  readonly cipher: Cipher;
  readonly renderer: Renderer;
  readonly publicUrl: string;
  atlas(): Atlas;
}

/** A recording, as Twilio fetches it. */
export interface PhraseFile {
  readonly type: string;
  readonly audio: Buffer;
}

/** What calls are put together from in Kazakh, and where Twilio finds it. */
export interface Kazakh {
  /** All that is recorded, or to be. */
  list(atlas: Atlas): readonly Phrase[];
  recorded(): Promise<Recorded>;
  /** What a call about a neighbourhood is said with; undefined until all is recorded that it may need. */
  recordedFor(slug: string): Promise<Recorded | undefined>;
  /** Undefined where there is none, or the address is not one of ours. */
  file(id: string, version: string, mark: string): Promise<PhraseFile | undefined>;
}

const MARK_CHARACTERS = 32;

/**
 * Twilio does not sign what it asks for to play (https://www.twilio.com/docs/voice/twiml/play says that its parameters are not sent), so the address of a
 * recording is one that nobody can guess: it ends in a keyed hash of what it names.
 */
export function createKazakh({ database, store, cipher, renderer, publicUrl, atlas }: PhrasesOptions): Kazakh {
  const lists = new WeakMap<Atlas, readonly Phrase[]>();
  const markOf = (id: string, version: string): string =>
    Buffer.from(cipher.hash('phrase.address', `${id}:${version}`))
      .toString('hex')
      .slice(0, MARK_CHARACTERS);
  const list = (of: Atlas): readonly Phrase[] => {
    const made = lists.get(of) ?? phrasesOf(of, renderer);
    lists.set(of, made);
    return made;
  };
  const recorded = async (): Promise<Recorded> => {
    const versions = await store.phrases.recorded(database.prisma);
    const address = (id: string, version: string): string => `${publicUrl}/twilio/voice/phrase/${id}/${version}/${markOf(id, version)}`;
    return new Map([...versions].map(([id, version]) => [id, address(id, String(version))]));
  };
  return {
    list,
    recorded,
    async recordedFor(slug) {
      const all = await recorded();
      return isComplete(list(atlas()), all, 'call', [slug]) ? all : undefined;
    },
    async file(id, version, mark) {
      const right = Buffer.from(markOf(id, version));
      const given = Buffer.from(mark);
      if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
      const audio = await store.phrases.open(database.prisma, id, Number(version));
      return audio && { type: typeOf(audio), audio: Buffer.from(audio) };
    },
  };
}
