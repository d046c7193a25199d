export function round(number: number, digits?: number): number;
export function quantiles(numbers: readonly number[]): { p50: number; p95: number; p99: number };
/** Microseconds of CPU that a process has used so far, and that it and those it has started have. */
export function cpuOf(pid: number): number;
export function cpuOfFamily(pid: number): number;
