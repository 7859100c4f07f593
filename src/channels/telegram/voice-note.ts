import { typeOf } from '../audio/sound.ts';
import { type Upload, uploadFile } from './upload.ts';

/** MP3 shows as a voice message. Telegram takes no WAV for one: it comes as a file, which a phone plays when it is tapped. */
export function uploadVoice(address: string, caption: string, audio: Uint8Array): Upload {
  const type = typeOf(audio);
  const as =
    type === 'audio/mpeg'
      ? ({ method: 'sendVoice', field: 'voice', name: 'voice.mp3' } as const)
      : ({ method: 'sendDocument', field: 'document', name: 'voice.wav' } as const);
  return uploadFile({ ...as, type }, address, caption, audio);
}
