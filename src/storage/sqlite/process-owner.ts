import { readFileSync } from 'node:fs';
import { isRunning } from '../server-file.ts';

/** Names this process beyond its number, which another process gets after it: boot, number, start time. */
export function processOwner(): string {
  return `${bootId()}/${process.pid}/${startTime(process.pid)}`;
}

/** Whether the process that wrote this name still runs. */
export function isOwnerRunning(owner: string): boolean {
  const [boot, pid, started] = owner.split('/');
  const number = Number(pid);
  return boot === bootId() && Number.isInteger(number) && isRunning(number) && started === startTime(number);
}

/** Linux says; elsewhere a boot cannot be told from another, and leases end by their time. */
function bootId(): string {
  return readText('/proc/sys/kernel/random/boot_id').trim();
}

/** Field 22 of /proc/PID/stat: ticks from boot to start. The second field may hold spaces, so count from its bracket. */
function startTime(pid: number): string {
  const stat = readText(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
