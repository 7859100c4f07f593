import type { Config } from '../config.ts';
import type { Lanes } from '../domain/lane.ts';

/** The lanes of this deployment, whether this process drains them or not. */
export function lanesOf({ telegram, twilio, publicUrl }: Config): Lanes {
  return {
    telegram: telegram?.bots.map(({ lane }) => lane) ?? [],
    sms: twilio?.smsSenders.map(({ lane }) => lane) ?? [],
    // Twilio asks there what to say.
    voice: publicUrl === undefined ? [] : (twilio?.voice?.numbers.map(({ lane }) => lane) ?? []),
  };
}
