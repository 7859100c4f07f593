import { describe, expect, it } from 'vitest';
import { cpuOf, cpuOfFamily, memoryOf, parseMemory, parseStat } from '../../src/bench/procfs.ts';

const STAT = '1234 (node) S 77 1234 1234 0 -1 4194560 5000 6000 1 2 250 50 30 20 20 0 11 0 100 1490988000 26000 184467';

describe('/proc/PID/stat', () => {
  it('has the parent, own ticks, and those of children that have ended', () => {
    expect(parseStat(STAT)).toEqual({ parent: 77, own: 300, children: 50 });
  });

  it('is read behind the name, whatever is in that', () => {
    expect(parseStat(STAT.replace('(node)', '(postgres: a) S 9 (b)'))).toEqual({ parent: 77, own: 300, children: 50 });
  });

  it.each(['', 'nothing of the kind', '1 (x) S 2'])('is nothing: %o', (text) => {
    expect(parseStat(text)).toBeUndefined();
  });
});

describe('/proc/PID/status', () => {
  it('has sizes in kB, told in MB', () => {
    const status = 'Name:\tnode\nVmPeak:\t 9000000 kB\nVmHWM:\t  200000 kB\nVmRSS:\t  100000 kB\n';
    expect(parseMemory(status, 'VmHWM')).toBeCloseTo(204.8);
    expect(parseMemory(status, 'VmRSS')).toBeCloseTo(102.4);
    expect(parseMemory(status, 'VmSwap')).toBeUndefined();
  });
});

describe.runIf(process.platform === 'linux')('this process', () => {
  it('has burnt CPU, and has memory', async () => {
    const own = (await cpuOf(process.pid)) ?? 0;
    expect(own).toBeGreaterThan(0);
    expect(await cpuOfFamily(process.pid)).toBeGreaterThanOrEqual(own);
    const memory = await memoryOf(process.pid);
    expect(memory?.peakMb).toBeGreaterThanOrEqual(memory?.nowMb ?? Number.POSITIVE_INFINITY);
  });

  it('is not one that does not exist', async () => {
    expect([await cpuOf(2 ** 30), await cpuOfFamily(2 ** 30), await memoryOf(2 ** 30)]).toEqual([undefined, undefined, undefined]);
  });
});
