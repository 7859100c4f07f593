import { GrammyError } from 'grammy';
import { FILE_BYTES_MAX } from '../../domain/evidence.ts';
import type { TelegramApi } from './api.ts';

/**
 * Fetches what somebody sent to the bot. `too-big`: Telegram hands no such file to any bot. Rejects where it does not hand it over now.
 */
export function createDepot(download: TelegramApi['download']) {
  return async (file: string, signal: AbortSignal): Promise<Uint8Array | 'too-big'> => {
    try {
      return (await download(file, FILE_BYTES_MAX, signal)) ?? 'too-big';
    } catch (error) {
      if (error instanceof GrammyError && error.error_code === 400 && /too big/i.test(error.description)) return 'too-big';
      throw error;
    }
  };
}
