import type { Curve, Plot } from '../result.ts';
import { createAxis } from './axis.ts';

const PANEL = { width: 560, height: 340, top: 44, right: 24, bottom: 74, left: 78 };
const COLUMNS = 2;
const COLOURS = ['#c2410c', '#1d4ed8', '#047857', '#7e22ce'];
const IDEAL = '#8a8a8a';
const FONT = 'font-family="system-ui, -apple-system, Segoe UI, Roboto, DejaVu Sans, sans-serif"';

/** Plots beside and below each other, as one SVG that needs nothing else. */
export function renderPlots(plots: readonly Plot[]): string {
  const columns = Math.min(COLUMNS, Math.max(1, plots.length));
  const width = columns * PANEL.width;
  const height = Math.max(1, Math.ceil(plots.length / columns)) * PANEL.height;
  const panels = plots.map((plot, i) => renderPanel(plot, (i % columns) * PANEL.width, Math.floor(i / columns) * PANEL.height));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ${FONT} font-size="13">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...panels,
    '</svg>\n',
  ].join('\n');
}

function renderPanel({ title, curves }: Plot, left: number, top: number): string {
  const points = curves.flatMap((curve) => curve.points);
  const most = (pick: (point: Curve['points'][number]) => number): number => points.reduce((max, point) => Math.max(max, pick(point)), 0);
  const bottomY = PANEL.height - PANEL.bottom;
  const rightX = PANEL.width - PANEL.right;
  const x = createAxis(most(([ms]) => ms) / 1_000, 6, PANEL.left, rightX);
  const y = createAxis(
    most(([, count]) => count),
    5,
    bottomY,
    PANEL.top,
  );
  let colour = 0;
  const drawn = curves.map((curve) => ({ curve, stroke: curve.ideal ? IDEAL : (COLOURS[colour++ % COLOURS.length] ?? IDEAL) }));
  return [
    `<g transform="translate(${left} ${top})">`,
    text(PANEL.left, 24, 'start', title, 'font-size="15" font-weight="600"'),
    ...y.ticks.flatMap((tick) => [
      line(PANEL.left, y.at(tick), rightX, y.at(tick), '#e5e5e5'),
      text(PANEL.left - 8, y.at(tick) + 4, 'end', tick.toLocaleString('en')),
    ]),
    ...x.ticks.flatMap((tick) => [
      line(x.at(tick), bottomY, x.at(tick), bottomY + 5, '#525252'),
      text(x.at(tick), bottomY + 20, 'middle', String(tick)),
    ]),
    line(PANEL.left, bottomY, rightX, bottomY, '#525252'),
    text((PANEL.left + rightX) / 2, bottomY + 38, 'middle', 'seconds'),
    text(-(PANEL.top + bottomY) / 2, 16, 'middle', 'messages accepted', 'transform="rotate(-90)"'),
    ...drawn.map(({ curve, stroke }) => renderCurve(curve, stroke, x.at, y.at)),
    ...renderLegend(drawn, bottomY + 60),
    '</g>',
  ].join('\n');
}

function renderCurve({ points, ideal }: Curve, stroke: string, x: (value: number) => number, y: (value: number) => number): string {
  const path = points.map(([ms, count]) => `${round(x(ms / 1_000))},${round(y(count))}`).join(' ');
  const look = ideal ? 'stroke-width="1.5" stroke-dasharray="6 4"' : 'stroke-width="2.2"';
  return `<polyline points="${path}" fill="none" stroke="${stroke}" ${look}/>`;
}

/** In one line below the axis, each name once. Names are short; a letter is about seven pixels wide. */
function renderLegend(drawn: readonly { readonly curve: Curve; readonly stroke: string }[], y: number): readonly string[] {
  let x = PANEL.left;
  const named = drawn.filter(({ curve }, i) => drawn.findIndex((other) => other.curve.name === curve.name) === i);
  return named.map(({ curve, stroke }) => {
    const mark = line(x, y - 4, x + 22, y - 4, stroke, curve.ideal ? 'stroke-width="1.5" stroke-dasharray="6 4"' : 'stroke-width="2.2"');
    const label = text(x + 28, y, 'start', curve.name);
    x += 28 + 7 * curve.name.length + 14;
    return `${mark}\n${label}`;
  });
}

function line(x1: number, y1: number, x2: number, y2: number, stroke: string, more = ''): string {
  return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="${stroke}" ${more}/>`;
}

function text(x: number, y: number, anchor: 'start' | 'middle' | 'end', said: string, more = ''): string {
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" fill="#262626" ${more}>${escaped(said)}</text>`;
}

function escaped(said: string): string {
  return said.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
