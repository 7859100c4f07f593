/** A sentence with a remedy for what kept the built-in PostgreSQL from working; `cause` is an error or what a program printed. */
export function explain(cause: unknown, dataDir: string): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  const known = REMEDIES.find(([pattern]) => pattern.test(text));
  if (known !== undefined) return `${known[1](dataDir)} (${lastLine(text)})`;
  return `The built-in PostgreSQL in ${dataDir} does not work: ${lastLine(text)}. See postgres.log there, or set DATABASE_URL.`;
}

type Remedy = readonly [pattern: RegExp, sentence: (dataDir: string) => string];

const REMEDIES: readonly Remedy[] = [
  // Before the disk: shared memory that does not suffice is "No space left on device" as well.
  [/shared memory|Cannot allocate memory|ENOMEM/, () => 'There is too little memory for PostgreSQL: free some, or set DATABASE_URL.'],
  [
    /No space left|ENOSPC|Disk quota|EDQUOT/,
    (dir) => `The disk that holds ${dir} is full: free some space, or set DATA_DIR to another disk.`,
  ],
  [/Read-only file system|EROFS/, (dir) => `${dir} cannot be written to: set DATA_DIR to a folder on a writable disk.`],
  [
    /incompatible with server|not compatible/,
    (dir) =>
      `The database in ${dir} was made by another version of PostgreSQL: start the version of Dabyl that made it, or set DATABASE_URL.`,
  ],
  [
    /wrong ownership|Permission denied|Operation not permitted|EACCES|EPERM/,
    (dir) => `${dir} belongs to another user: start Dabyl as that user, or set DATA_DIR to a folder of your own on a local disk.`,
  ],
  [/ENOENT|cannot execute|Exec format/, () => 'The PostgreSQL that comes with Dabyl does not run on this system: set DATABASE_URL.'],
];

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
