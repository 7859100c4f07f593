import type { Exchange } from './server.ts';

/** Requests that came in and are not answered yet: a test lets time pass once nothing but these is under way. */
export interface Held {
  readonly size: number;
  /** Counts a request until it is answered, cut, or given up by the caller. */
  watch(exchange: Exchange): Exchange;
}

export function createHeld(): Held {
  const held = new Set<Exchange>();
  return {
    get size() {
      return held.size;
    },
    watch(exchange) {
      held.add(exchange);
      exchange.onClose(() => held.delete(exchange));
      return {
        ...exchange,
        answer(answer) {
          held.delete(exchange);
          exchange.answer(answer);
        },
        reset() {
          held.delete(exchange);
          exchange.reset();
        },
      };
    },
  };
}
