import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Report, ReportBlock, ReportLine } from '../locales/closing.ts';
import { createSheet, type Face, INK, PAGE, type Sheet, WIDTH } from './page.ts';
import { drawPlot } from './plot.ts';

const LABEL_WIDTH = 190;
/** Of the timeline: when, who, and what takes the rest. */
const COLUMNS = [74, 120] as const;
const PAD = 4;

/**
 * A report as a PDF. Everything that it takes is loaded now: it is seldom asked for, and the app that runs must not carry it. The same report
 * is the same bytes, unless it is locked: `password` encrypts it (AES-256, ISO 32000-2), and no program shows it without.
 */
export async function makePdf(report: Report, password?: string): Promise<Uint8Array> {
  const { default: PDFDocument } = await import('pdfkit');
  const fonts = await loadFonts();
  const at = new Date(report.at);
  const doc = new PDFDocument({
    ...{ size: 'A4', bufferPages: true, lang: report.language, displayTitle: true, autoFirstPage: true },
    margins: { left: PAGE.left, right: PAGE.right, top: PAGE.top, bottom: 0 },
    ...(password === undefined ? {} : lockedWith(password)),
    info: { Title: `${report.title}. ${report.about}`, Producer: 'Dabyl', Creator: 'Dabyl', CreationDate: at, ModDate: at },
  });
  for (const [face, font] of Object.entries(fonts)) doc.registerFont(face, font);
  const chunks: Buffer[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', resolve);
    doc.on('error', reject);
  });
  const sheet = createSheet(doc);
  const readable = await readableWith(fonts.regular);
  write(sheet, readable(report));
  number(sheet, readable(report));
  doc.end();
  await ended;
  return Buffer.concat(chunks);
}

/** Whoever has the password may do with it what they like. */
function lockedWith(password: string) {
  const permissions = { printing: 'highResolution', copying: true } as const;
  return { pdfVersion: '1.7ext3', userPassword: password, ownerPassword: password, permissions } as const;
}

async function loadFonts(): Promise<Readonly<Record<Face, Buffer>>> {
  const { resolve } = createRequire(import.meta.url);
  const load = (style: string, file: string): Promise<Buffer> => readFile(resolve(`@expo-google-fonts/pt-sans/${style}/${file}.ttf`));
  const [regular, bold] = await Promise.all([load('400Regular', 'PTSans_400Regular'), load('700Bold', 'PTSans_700Bold')]);
  return { regular, bold };
}

/** A place is somebody's own words: what the font has no shape for would be an empty box. */
async function readableWith(font: Buffer): Promise<(report: Report) => Report> {
  const { create } = await import('fontkit');
  const face = create(font);
  const has = (code: number): boolean => 'hasGlyphForCodePoint' in face && face.hasGlyphForCodePoint(code);
  const clean = (text: string): string =>
    Array.from(text.normalize('NFC'), (letter) => (letter === '\n' || has(letter.codePointAt(0) ?? 0) ? letter : ''))
      .join('')
      // What stood beside a sign that is gone.
      .replace(/^ +/gm, '');
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return clean(value);
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, walk(one)]));
  };
  return (report) => walk(report) as Report;
}

function write(sheet: Sheet, report: Report): void {
  sheet.face('bold', 20);
  paragraph(sheet, report.title, 2);
  sheet.face('regular', 13);
  paragraph(sheet, report.about, 8);
  sheet.face('bold', 9.5, INK.soft);
  paragraph(sheet, report.confidential, 6);
  for (const { title, blocks } of report.sections) {
    // A heading is not left alone at the foot of a page.
    sheet.y += 10;
    sheet.room(blocks[0]?.kind === 'plot' ? 330 : 70);
    sheet.face('bold', 13);
    paragraph(sheet, title, 5);
    for (const block of blocks) draw(sheet, block);
  }
}

function paragraph(sheet: Sheet, text: string, after: number): void {
  sheet.room(sheet.doc.heightOfString(text, { width: WIDTH }));
  sheet.doc.text(text, PAGE.left, sheet.y, { width: WIDTH });
  sheet.y = sheet.doc.y + after;
}

function draw(sheet: Sheet, block: ReportBlock): void {
  switch (block.kind) {
    case 'rows':
      for (const [label, value] of block.rows) drawRow(sheet, label, value);
      return;
    case 'note':
      sheet.face('regular', 9, INK.soft);
      return paragraph(sheet, block.text, 4);
    case 'plot':
      return drawPlot(sheet, block);
    case 'table':
      return drawTable(sheet, block.head, block.lines);
  }
}

function drawRow(sheet: Sheet, label: string, value: string): void {
  const { doc } = sheet;
  const width = WIDTH - LABEL_WIDTH;
  sheet.face('regular', 10);
  const height = Math.max(doc.heightOfString(label, { width: LABEL_WIDTH - 10 }), doc.heightOfString(value, { width }));
  sheet.room(height + PAD);
  sheet.face('regular', 10, INK.soft).text(label, PAGE.left, sheet.y, { width: LABEL_WIDTH - 10 });
  sheet.face('regular', 10).text(value, PAGE.left + LABEL_WIDTH, sheet.y, { width });
  sheet.y += height + PAD;
}

/** The head stands on every page that the table goes on to. */
function drawTable(sheet: Sheet, head: readonly string[], lines: readonly ReportLine[]): void {
  const { doc } = sheet;
  const widths = [...COLUMNS, WIDTH - COLUMNS[0] - COLUMNS[1]];
  const heightOf = (cells: readonly string[]): number =>
    Math.max(...cells.map((cell, i) => doc.heightOfString(cell, { width: (widths[i] ?? 0) - 8 })));
  const line = (cells: readonly string[], height: number, struck: boolean): void => {
    let left: number = PAGE.left;
    for (const [i, cell] of cells.entries()) {
      doc.text(cell, left, sheet.y, { width: (widths[i] ?? 0) - 8, strike: struck });
      left += widths[i] ?? 0;
    }
    sheet.y += height + PAD;
    doc
      .moveTo(PAGE.left, sheet.y - PAD / 2 - 0.5)
      .lineTo(PAGE.left + WIDTH, sheet.y - PAD / 2 - 0.5)
      .lineWidth(0.4)
      .undash()
      .stroke(INK.faint);
  };
  const heading = (): void => {
    sheet.face('bold', 9, INK.soft);
    line(head, heightOf(head), false);
  };
  heading();
  for (const { cells, struck } of lines) {
    sheet.face('regular', 10);
    const height = heightOf(cells);
    if (!sheet.room(height + PAD)) heading();
    sheet.face('regular', 10, struck ? INK.soft : INK.text);
    line(cells, height, struck);
  }
}

/** What it is and which page, at the foot of each: pages get lost. */
function number({ doc, face }: Sheet, { about, confidential }: Report): void {
  const { count } = doc.bufferedPageRange();
  const [secret = ''] = confidential.split('. ');
  for (let page = 0; page < count; page++) {
    doc.switchToPage(page);
    face('regular', 8, INK.soft);
    const y = PAGE.height - PAGE.bottom + 22;
    doc.text(`${about} · ${secret}`, PAGE.left, y, { width: WIDTH - 60, height: 12, ellipsis: true });
    doc.text(`${page + 1} / ${count}`, PAGE.left + WIDTH - 60, y, { width: 60, align: 'right' });
  }
}
