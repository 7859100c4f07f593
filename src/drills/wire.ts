import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { type Clock, systemClock } from '../clock.ts';
import type { DrillClock } from './clock.ts';

/** Requests on their way from the app to an emulator, during which the story stands still. */
export interface Wire {
  /** An emulator has got a request. */
  arrived(): void;
  stop(): void;
}

/** A request that never arrives (a refused connection) must not stop the story. */
const LONGEST_HOLD_MS = 250;

/** What counts towards a provider's rate; a poll is held open on purpose. */
const BOT_API_SEND = /^\/bot[^/]+\/(send|edit|answer|delete)(?!Webhook)/i;
const TWILIO_SEND = /\/Messages\.json$/;

/**
 * Holds the clock from the moment the app sends until the emulator has it. A pause of this process between the two, for
 * collecting garbage say, would otherwise be multiplied by the speed and arrive as a burst that the app never made. The app's own work
 * is not held: a slow app is slow in the story.
 */
export function watchWire(clock: DrillClock, real: Clock = systemClock): Wire {
  let underWay = 0;
  let release: (() => void) | undefined;
  let giveUp: (() => void) | undefined;

  function left(): void {
    underWay += 1;
    release ??= clock.hold();
    giveUp?.();
    giveUp = real.at(real.now() + LONGEST_HOLD_MS, runOn);
  }

  function runOn(): void {
    underWay = 0;
    giveUp?.();
    giveUp = undefined;
    release?.();
    release = undefined;
  }

  // Telegram's requests are undici's, Twilio's are Node's own: both tell when one begins.
  const undici = (message: unknown): void => {
    if (BOT_API_SEND.test(pathOf(message))) left();
  };
  const node = (message: unknown): void => {
    if (TWILIO_SEND.test(pathOf(message))) left();
  };
  subscribe('undici:request:create', undici);
  subscribe('http.client.request.start', node);
  return {
    arrived() {
      if (underWay > 0) underWay -= 1;
      if (underWay === 0) runOn();
    },
    stop() {
      unsubscribe('undici:request:create', undici);
      unsubscribe('http.client.request.start', node);
      runOn();
    },
  };
}

function pathOf(message: unknown): string {
  if (typeof message !== 'object' || message === null || !('request' in message)) return '';
  const { request } = message;
  return typeof request === 'object' && request !== null && 'path' in request && typeof request.path === 'string' ? request.path : '';
}
