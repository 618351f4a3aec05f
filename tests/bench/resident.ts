/**
 * A figure of a process's resident memory.
 *
 * @param what Now, or the most so far.
 * @param process Its number. @default {"self"}
 * @returns GB, of 1e9 bytes; null where the system does not tell, as outside Linux or of a process that is gone.
 */
export function residentGB(
  what: "VmRSS" | "VmHWM",
  process: number | "self" = "self",
): number | null {
  try {
    const status = Deno.readTextFileSync(`/proc/${process}/status`);
    return Number(new RegExp(`${what}:\\s*(\\d+)`).exec(status)![1]) * 1024 /
      1e9;
  } catch {
    return null;
  }
}
