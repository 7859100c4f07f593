/** Numbers in a file, as formats lay them out; -1 where the file ends before. */
export function u16(file: Buffer, at: number): number {
  return at >= 0 && at + 2 <= file.length ? file.readUInt16BE(at) : -1;
}

export function u32(file: Buffer, at: number): number {
  return at >= 0 && at + 4 <= file.length ? file.readUInt32BE(at) : -1;
}

export function u32le(file: Buffer, at: number): number {
  return at >= 0 && at + 4 <= file.length ? file.readUInt32LE(at) : -1;
}

/** Whether these characters stand there. */
export function says(file: Buffer, at: number, ascii: string): boolean {
  return at >= 0 && at + ascii.length <= file.length && file.toString('latin1', at, at + ascii.length) === ascii;
}
