/**
 * A figure of this process's resident memory.
 *
 * @param what Now, or the most so far.
 * @returns GB; null where the system does not tell, as outside Linux.
 */
export function residentGB(what: "VmRSS" | "VmHWM"): number | null {
  try {
    const status = Deno.readTextFileSync("/proc/self/status");
    return Number(new RegExp(`${what}:\\s*(\\d+)`).exec(status)![1]) / 1e6;
  } catch {
    return null;
  }
}
