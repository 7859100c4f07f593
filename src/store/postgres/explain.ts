/** A sentence with a remedy for what kept the built-in PostgreSQL from working; `cause` is an error or what a program printed. */
export function explain(cause: unknown, dataDir: string): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  const known = REMEDIES.find(([pattern]) => pattern.test(text));
  if (known !== undefined) return `${known[1](dataDir)} (${tellingLine(text)})`;
  return `The built-in PostgreSQL in ${dataDir} does not work: ${tellingLine(text)}. See postgres.log there, or set DATABASE_URL.`;
}

type Remedy = readonly [pattern: RegExp, sentence: (dataDir: string) => string];

const REMEDIES: readonly Remedy[] = [
  // Before the disk: shared memory that does not suffice is "No space left on device" as well.
  [
    /could not \w+ shared memory|Cannot allocate memory|ENOMEM/,
    () => 'There is too little memory for PostgreSQL: free some, or set DATABASE_URL.',
  ],
  [
    /No space left|ENOSPC|Disk quota|EDQUOT/,
    (dir) => `The disk that holds ${dir} is full: free some space, or set DATA_DIR to another disk.`,
  ],
  [
    /Read-only file system|EROFS|ENOTDIR|EEXIST|ENOENT.*mkdir/,
    (dir) => `${dir} cannot be a folder to write to: set DATA_DIR to one on a writable disk.`,
  ],
  [
    /incompatible with server|not compatible/,
    (dir) =>
      `The database in ${dir} was made by another version of PostgreSQL: start the version of Dabyl that made it, or set DATABASE_URL.`,
  ],
  [
    /wrong ownership|Permission denied|Operation not permitted|EACCES|EPERM/,
    (dir) =>
      `${dir} is not open to the user who starts Dabyl: start it as the owner of that folder, or set DATA_DIR to a folder of your own on a local disk.`,
  ],
  [/ENOENT|cannot execute|Exec format/, () => 'The PostgreSQL that comes with Dabyl does not run on this system: set DATABASE_URL.'],
];

/** Programs print advice and clean-up after what went wrong. */
function tellingLine(text: string): string {
  const lines = text.trim().split('\n');
  return lines.findLast((line) => /error:|FATAL|PANIC/.test(line)) ?? lines.at(-1) ?? '';
}
