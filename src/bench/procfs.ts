import { readdir, readFile } from 'node:fs/promises';

/** One process as /proc/PID/stat shows it. Times in clock ticks. */
export interface ProcessTimes {
  readonly parent: number;
  readonly own: number;
  /** Of children that have ended. */
  readonly children: number;
}

/** Linux shows ticks of 10 ms to programs, whatever the kernel's own are: USER_HZ. */
const TICK_US = 10_000;

/** Fields after proc_pid_stat(5). The name, in brackets, may itself hold blanks and brackets. */
export function parseStat(text: string): ProcessTimes | undefined {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const field = (number: number): number => Number(fields[number - 3]);
  const times = { parent: field(4), own: field(14) + field(15), children: field(16) + field(17) };
  return Object.values(times).every(Number.isInteger) ? times : undefined;
}

/** A size of /proc/PID/status, such as VmHWM, in MB of a million bytes. */
export function parseMemory(text: string, name: string): number | undefined {
  const found = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text);
  return found ? (Number(found[1]) * 1_024) / 1_000_000 : undefined;
}

async function read(path: string): Promise<string> {
  return await readFile(path, 'utf8').catch(() => '');
}

/** CPU that a process has burnt, in microseconds; undefined where there is no /proc, or no such process. */
export async function cpuOf(pid: number): Promise<number | undefined> {
  const times = parseStat(await read(`/proc/${pid}/stat`));
  return times && times.own * TICK_US;
}

/** CPU of a process and all its children, also of those that have ended: of PostgreSQL, given its postmaster. */
export async function cpuOfFamily(pid: number): Promise<number | undefined> {
  const head = parseStat(await read(`/proc/${pid}/stat`));
  if (!head) return undefined;
  let ticks = head.own + head.children;
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const times = parseStat(await read(`/proc/${name}/stat`));
    if (times?.parent === pid) ticks += times.own + times.children;
  }
  return ticks * TICK_US;
}

export interface Memory {
  readonly nowMb: number;
  /** The most it has ever had. */
  readonly peakMb: number;
}

export async function memoryOf(pid: number): Promise<Memory | undefined> {
  const status = await read(`/proc/${pid}/status`);
  const nowMb = parseMemory(status, 'VmRSS');
  const peakMb = parseMemory(status, 'VmHWM');
  return nowMb === undefined || peakMb === undefined ? undefined : { nowMb, peakMb };
}
