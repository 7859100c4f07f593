import type { ReportPlot } from '../locales/closing.ts';
import { INK, PAGE, type Sheet, WIDTH } from './page.ts';

/** How each line is drawn: told apart by width and dashes where there is no colour. */
const pens: Readonly<Record<string, { readonly colour: string; readonly width: number; readonly dash: readonly number[] }>> = {
  there: { colour: '#14532d', width: 2.4, dash: [] },
  coming: { colour: '#15803d', width: 1.4, dash: [7, 3] },
  police: { colour: '#1d4ed8', width: 1.6, dash: [1.6, 2.2] },
  'riot-police': { colour: '#111111', width: 1.6, dash: [8, 2.5, 1.6, 2.5] },
};
const plain = { colour: INK.text, width: 1.2, dash: [] };
const HEIGHT = 190;
const LEFT = 44;
const LEGEND_ROW = 16;

/** Steps over time, on axes, with a legend. */
export function drawPlot(sheet: Sheet, plot: ReportPlot): void {
  const { doc } = sheet;
  sheet.room(HEIGHT + 80);
  const box = { left: PAGE.left + LEFT, right: PAGE.left + WIDTH - 12, top: sheet.y + 16, bottom: sheet.y + 16 + HEIGHT };
  const most = plot.up.ticks.at(-1)?.at ?? 1;
  const x = (at: number): number =>
    box.left + ((Math.min(Math.max(at, plot.from), plot.to) - plot.from) / (plot.to - plot.from)) * (box.right - box.left);
  const y = (value: number): number => box.bottom - (value / most) * HEIGHT;

  sheet.face('regular', 8, INK.soft).text(plot.up.title, PAGE.left, sheet.y, { lineBreak: false });
  for (const { at, label } of plot.up.ticks) {
    doc
      .moveTo(box.left, y(at))
      .lineTo(box.right, y(at))
      .lineWidth(0.5)
      .undash()
      .stroke(at === 0 ? INK.soft : INK.faint);
    sheet.face('regular', 8, INK.soft).text(label, PAGE.left, y(at) - 5, { width: LEFT - 6, align: 'right', lineBreak: false });
  }
  for (const { at, label } of plot.across.ticks) {
    doc
      .moveTo(x(at), box.bottom)
      .lineTo(x(at), box.bottom + 4)
      .lineWidth(0.5)
      .stroke(INK.soft);
    sheet.face('regular', 8, INK.soft);
    const half = doc.widthOfString(label) / 2;
    const left = Math.min(x(at) - half, PAGE.left + WIDTH - 2 * half);
    doc.text(label, left, box.bottom + 6, { lineBreak: false });
  }
  sheet.face('regular', 8, INK.soft).text(plot.across.title, box.left, box.bottom + 18, { width: box.right - box.left, align: 'center' });

  for (const { line, points } of plot.curves) {
    const pen = pens[line] ?? plain;
    let value = 0;
    doc.moveTo(x(plot.from), y(0));
    for (const point of points) {
      doc.lineTo(x(point.at), y(value)).lineTo(x(point.at), y(point.value));
      value = point.value;
    }
    doc.lineTo(x(plot.to), y(value));
    stroke(sheet, pen);
  }
  doc.undash();
  for (const { line, at, value } of plot.dots) {
    doc
      .circle(x(at), y(value), 2.6)
      .lineWidth(1)
      .fillAndStroke('#ffffff', (pens[line] ?? plain).colour);
  }
  drawLegend(sheet, plot, box.bottom + 34);
}

function drawLegend(sheet: Sheet, plot: ReportPlot, top: number): void {
  const { doc } = sheet;
  let left = PAGE.left + LEFT;
  let y = top;
  for (const { line, name } of plot.curves) {
    sheet.face('regular', 9);
    const width = 34 + doc.widthOfString(name) + 18;
    if (left + width > PAGE.left + WIDTH) {
      left = PAGE.left + LEFT;
      y += LEGEND_ROW;
    }
    doc.moveTo(left, y + 6).lineTo(left + 28, y + 6);
    stroke(sheet, pens[line] ?? plain);
    doc.undash();
    sheet.face('regular', 9).text(name, left + 34, y, { lineBreak: false });
    left += width;
  }
  sheet.y = y + LEGEND_ROW + 6;
}

function stroke({ doc }: Sheet, { colour, width, dash }: (typeof pens)[string]): void {
  doc.lineWidth(width).lineJoin('miter');
  if (dash.length > 0) doc.dash(dash as unknown as number, {});
  else doc.undash();
  doc.stroke(colour);
}
