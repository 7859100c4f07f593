/** A4 in points. */
export const PAGE = { width: 595.28, height: 841.89, left: 50, right: 50, top: 50, bottom: 60 } as const;
export const WIDTH = PAGE.width - PAGE.left - PAGE.right;
export const INK = { text: '#111111', soft: '#555555', line: '#bbbbbb', faint: '#e2e2e2' } as const;

type Doc = PDFKit.PDFDocument;
export type Face = 'regular' | 'bold';

/** A page to write on from top to bottom: goes on to the next one before anything is cut. */
export interface Sheet {
  readonly doc: Doc;
  /** Where the next thing begins. */
  y: number;
  /** Begins a new page unless there is so much room left, in points. */
  room(height: number): boolean;
  face(face: Face, size: number, colour?: string): Doc;
}

export function createSheet(doc: Doc): Sheet {
  return {
    doc,
    y: PAGE.top,
    room(height) {
      if (this.y + height <= PAGE.height - PAGE.bottom) return true;
      doc.addPage();
      this.y = PAGE.top;
      return false;
    },
    face: (face, size, colour = INK.text) => doc.font(face).fontSize(size).fillColor(colour),
  };
}
