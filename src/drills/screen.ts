import type { Channel } from './cast.ts';
import type { Line } from './stage.ts';
import { inColumns, width } from './width.ts';

export interface LaneView {
  readonly sent: number;
  readonly total: number;
  readonly rate: number;
  readonly limit: number;
}

/** Everything that a frame shows. */
export interface Snapshot {
  readonly title: string;
  readonly storyAt: number;
  readonly pace: number;
  readonly realMs: number;
  /** What is going out. */
  readonly wave: string;
  readonly lanes: Readonly<Record<Channel, LaneView>>;
  /** The organiser's live card, line by line. */
  readonly card: readonly string[];
  readonly refused: number;
  readonly lines: readonly Line[];
}

const clockFace = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Almaty', timeStyle: 'medium' });

export function renderLine({ at, text }: Line): string {
  return `${clockFace.format(at)}  ${text.replaceAll('\n', ' ')}`;
}

const names: Readonly<Record<Channel, string>> = { telegram: 'Telegram', sms: 'SMS' };
const LINES_SHOWN = 12;
/** Lines besides the timeline. */
const FRAME_LINES = 12;

type Style = keyof typeof styles;

/** SGR codes: https://www.ecma-international.org/publications-and-standards/standards/ecma-48/ */
const styles = { plain: '', bold: '1', dim: '2', red: '1;31', green: '32', cyan: '36', yellow: '33' } as const;

export interface FrameLine {
  readonly text: string;
  readonly style: Style;
}

/** One frame, each line exactly as wide as the terminal; `rows` limits the timeline. */
export function renderFrame(shown: Snapshot, columns: number, rows: number): readonly FrameLine[] {
  const rule = '─'.repeat(columns);
  const clock = `${clockFace.format(shown.storyAt)}   ×${Number(shown.pace.toFixed(1))}   ${(shown.realMs / 1_000).toFixed(0).padStart(3)} s`;
  const title = inColumns(` DABYL drill · ${shown.title}`, columns - width(clock) - 1) + clock;
  const room = Math.max(1, Math.min(LINES_SHOWN, rows - FRAME_LINES));
  const lines = shown.lines.slice(-room).map(renderLine);
  const styled = (style: Style, ...texts: readonly string[]): FrameLine[] =>
    texts.map((text) => ({ text: inColumns(text, columns), style }));
  return [
    ...styled('bold', title),
    ...styled('dim', rule),
    ...styled('plain', ` ${shown.wave}`),
    ...styled('green', renderLane('telegram', shown.lanes.telegram, columns)),
    ...styled('cyan', renderLane('sms', shown.lanes.sms, columns)),
    ...styled(shown.refused > 0 ? 'red' : 'dim', ` refused with 429: ${shown.refused}`),
    ...styled('dim', rule),
    ...styled('yellow', ...[0, 1, 2].map((i) => ` ${shown.card[i] ?? ''}`)),
    ...styled('dim', rule),
    ...styled('plain', ...Array.from({ length: room }, (_, i) => ` ${lines[i] ?? ''}`)),
  ];
}

function renderLane(channel: Channel, { sent, total, rate, limit }: LaneView, columns: number): string {
  const queue = Math.max(0, total - sent);
  const figures = `${sent}/${total}`.padStart(9) + `${rate}/s of ${limit}`.padStart(14) + `${queue} to go`.padStart(12);
  const cells = Math.max(10, columns - 12 - figures.length - 1);
  const full = total === 0 ? 0 : Math.min(cells, Math.round((sent / total) * cells));
  return ` ${names[channel].padEnd(9)} ${'█'.repeat(full)}${'░'.repeat(cells - full)}${figures}`;
}

const HIDE = '\x1b[?25l';
const SHOW = '\x1b[?25h';
const FRAME_MS = 100;

export interface Terminal {
  write(text: string): unknown;
  readonly columns: number;
  readonly rows: number;
}

export interface Screen {
  readonly everyMs: number;
  draw(shown: Snapshot): void;
  /** Wipes the last frame and gives the cursor back. */
  close(): void;
}

/** Draws frames over one another, each in one write so that nothing flickers. */
export function openScreen(terminal: Terminal, colour: boolean): Screen {
  const paint = ({ text, style }: FrameLine): string => (colour && style !== 'plain' ? `\x1b[${styles[style]}m${text}\x1b[0m` : text);
  let drawn = 0;
  let columnsThen = 0;
  const home = (): string => (drawn === 0 ? '' : `\x1b[${drawn}F`);
  return {
    everyMs: FRAME_MS,
    draw(shown) {
      const { columns, rows } = terminal;
      const frame = renderFrame(shown, Math.max(20, columns - 1), rows);
      // A terminal that was made narrower has wrapped the old frame: only wiping it all gets rid of that.
      const start = columnsThen !== 0 && columns !== columnsThen ? '\x1b[2J\x1b[H' : home();
      terminal.write(`${HIDE}${start}${frame.map((line) => `${paint(line)}\x1b[K\n`).join('')}\x1b[J`);
      drawn = frame.length;
      columnsThen = columns;
    },
    close() {
      terminal.write(`${home()}\x1b[J${SHOW}`);
      drawn = 0;
    },
  };
}
