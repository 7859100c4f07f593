/** Where progress is shown: standard error, a terminal or not. */
export interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export interface Progress {
  /** Shows how far it is: bytes read of the total, and lines done. Cheap to call often. */
  update(bytes: number, lines: number): void;
  /** Writes a line of its own, above the bar. */
  say(text: string): void;
  /** Takes the bar away. */
  end(): void;
}

const BAR_WIDTH = 30;
const REDRAW_MS = 100;
const PLAIN_LINE_MS = 5_000;
/** Back to the first column, and clear the line. */
const CLEAR = '\r\u001b[K';

/** A bar on a terminal; elsewhere, in a file or a service's log, a plain line every few seconds. */
export function createProgress(screen: Screen, totalBytes: number, now: () => number): Progress {
  const startedAt = now();
  let shownAt = screen.isTTY ? Number.NEGATIVE_INFINITY : startedAt;
  let drawn = false;
  const clear = (): void => {
    if (drawn) screen.write(CLEAR);
    drawn = false;
  };
  return {
    update(bytes, lines) {
      const at = now();
      if (at - shownAt < (screen.isTTY ? REDRAW_MS : PLAIN_LINE_MS)) return;
      shownAt = at;
      const share = totalBytes > 0 ? Math.min(1, bytes / totalBytes) : 1;
      const rate = Math.round((lines * 1_000) / Math.max(1, at - startedAt));
      const text = `${Math.floor(share * 100)} %, ${lines} lines, ${rate} a second`;
      if (screen.isTTY) screen.write(`${CLEAR}[${'#'.repeat(Math.round(share * BAR_WIDTH)).padEnd(BAR_WIDTH, '.')}] ${text}`);
      else screen.write(`${text}\n`);
      drawn = screen.isTTY === true;
    },
    say(text) {
      clear();
      screen.write(`${text}\n`);
    },
    end: clear,
  };
}
