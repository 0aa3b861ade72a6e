import { availableParallelism, loadavg } from 'node:os';

/** `2 cores, load 1.2 0.8 0.5 (1, 5, 15 min), Node v26`: what a figure is worth depends on it. */
export function machineLoad(): string {
  const load = loadavg().map((each) => each.toFixed(1));
  return `${availableParallelism()} cores, load ${load.join(' ')} (1, 5, 15 min), Node ${process.version}`;
}

/** Processor milliseconds of this thread so far: on a busy machine they tell more than the clock does. */
export function processorMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
