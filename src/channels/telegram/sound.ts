import { type Clock, within } from '../../clock.ts';
import { TAKE_BYTES_MAX, TAKE_SECONDS_MAX, type Take } from '../../domain/take.ts';
import { playable } from '../audio/sound.ts';
import type { TelegramApi } from './api.ts';

/** A voice message, or a file that holds sound: https://core.telegram.org/bots/api#voice */
export interface Sound {
  readonly file: string;
  /** Undefined where nobody says. */
  readonly seconds: number | undefined;
  readonly bytes: number;
}

/** Fetches what somebody recorded, where they were asked to; undefined where they were not. */
export type Listen = (address: string, sound: Sound) => Promise<Take | undefined>;

/** Updates wait for each other: an alarm must not wait long for somebody's voice. A voice note of twenty seconds is 100 kB. */
const PATIENCE_MS = 3_000;

export function createListen(options: {
  readonly download: TelegramApi['download'];
  expects(channel: 'telegram', address: string): Promise<boolean>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}): Listen {
  return async (address, { file, seconds, bytes }) => {
    if (!(await options.expects('telegram', address))) return undefined;
    if (seconds !== undefined && seconds > TAKE_SECONDS_MAX) return { kind: 'too-long' };
    if (bytes > TAKE_BYTES_MAX) return { kind: 'too-big' };
    const late = new AbortController();
    try {
      const both = AbortSignal.any([options.signal, late.signal]);
      const found = await within(options.clock, PATIENCE_MS, options.download(file, TAKE_BYTES_MAX, both));
      return found ? await playable(found, seconds) : { kind: 'too-big' };
    } catch {
      return { kind: 'away' };
    } finally {
      late.abort();
    }
  };
}
