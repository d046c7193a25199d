import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** The value below which this share (0 to 1) of the sorted numbers lie. */
export const quantile = (sorted, share) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;

export const median = (numbers) =>
  quantile(
    [...numbers].sort((a, b) => a - b),
    0.5,
  );

export const round = (number, digits = 2) => Number(number.toFixed(digits));

/** p50, p95 and p99 in the unit of the numbers. */
export function quantiles(numbers) {
  const sorted = Float64Array.from(numbers).sort();
  return Object.fromEntries([50, 95, 99].map((p) => [`p${p}`, round(quantile(sorted, p / 100))]));
}

const tick = 10_000;

/** Microseconds of CPU a process and its threads have used so far. */
export function cpuOf(pid) {
  const fields = fieldsOf(pid);
  return fields ? (Number(fields[11]) + Number(fields[12])) * tick : 0;
}

/** The same for a process and those it has started, ended ones too (a PostgreSQL server and its sessions). */
export function cpuOfFamily(pid) {
  const own = fieldsOf(pid);
  const ended = own ? (Number(own[13]) + Number(own[14])) * tick : 0;
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(fieldsOf(name)?.[1]) === pid)
    .map(Number);
  return [pid, ...children].reduce((sum, one) => sum + cpuOf(one), ended);
}

/** Kilobytes of memory a process has, those of its program included. */
export const residentKb = (pid) =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);

/** Microseconds of CPU the whole machine has been busy. */
export function cpuOfMachine() {
  const [user, nice, system, , , irq, softirq, steal] = readFileSync('/proc/stat', 'utf8')
    .split('\n')[0]
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return (user + nice + system + irq + softirq + steal) * tick;
}

/** Shares of the machine (0 to 1) that each named process took between two looks, and what all others took. */
export function sharesOf(parts) {
  const look = () => ({
    at: performance.now(),
    machine: cpuOfMachine(),
    // The generator has started all the others; its own CPU is its own.
    of: Object.fromEntries(
      Object.entries(parts).map(([name, pid]) => [name, pid === process.pid ? cpuOf(pid) : cpuOfFamily(pid)]),
    ),
  });
  const before = look();
  return () => {
    const after = look();
    const all = (after.at - before.at) * 1000 * cpus().length;
    const used = Object.fromEntries(
      Object.keys(parts).map((name) => [name, after.of[name] - before.of[name]]),
    );
    const ours = Object.values(used).reduce((sum, one) => sum + one, 0);
    const shares = Object.fromEntries(
      Object.entries(used).map(([name, one]) => [name, round((100 * one) / all, 0)]),
    );
    const others = round((100 * Math.max(0, after.machine - before.machine - ours)) / all, 0);
    return { used, shares: { ...shares, others } };
  };
}

function fieldsOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
  } catch {
    return undefined;
  }
}
