import { assertNever } from '../domain/assert-never.ts';
import type { Answer, Exchange } from './server.ts';
import type { Timers } from './timers.ts';

/**
 * What goes wrong with one request. `status`, `reset` and `hang` stand in front of the provider: it neither does nor
 * counts anything. `accept-then-reset` and `delay` are the cruel ones: it is done, and the caller does not hear of it (in time).
 */
export type Fault =
  | { readonly kind: 'status'; readonly status: number; readonly body?: unknown; readonly afterMs?: number }
  | { readonly kind: 'reset' }
  | { readonly kind: 'hang' }
  | { readonly kind: 'accept-then-reset' }
  | { readonly kind: 'delay'; readonly ms: number };

export type FaultHook<Body> = (method: string, body: Body) => Fault | undefined;

/** Lets the provider handle the request, or not, as the fault says. */
export function withFault(
  fault: Fault | undefined,
  exchange: Exchange,
  timers: Timers,
  handle: (reply: (answer: Answer) => void) => void,
): void {
  if (fault === undefined) {
    handle(exchange.answer);
    return;
  }
  switch (fault.kind) {
    case 'status': {
      const text = typeof fault.body === 'string';
      const body = text ? String(fault.body) : JSON.stringify(fault.body ?? {});
      const answer = { status: fault.status, body, type: text ? 'text/html' : 'application/json' };
      if (fault.afterMs === undefined) exchange.answer(answer);
      else timers.after(fault.afterMs, () => exchange.answer(answer));
      return;
    }
    case 'reset':
      exchange.reset();
      return;
    case 'hang':
      return;
    case 'accept-then-reset':
      handle(() => exchange.reset());
      return;
    case 'delay': {
      const { ms } = fault;
      handle((answer) => timers.after(ms, () => exchange.answer(answer)));
      return;
    }
    default:
      assertNever(fault);
  }
}
