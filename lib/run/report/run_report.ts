import type { RunFindings } from "./run_findings.ts";
import type { RunRecord } from "./run_record.ts";

/** A run as a report shows it: plain data, no place of the machine in it. */
export interface RunReport {
  /** What it is called, unlike every other of the report. */
  readonly name: string;
  /** What it left in its folder. */
  readonly record: RunRecord;
  /** What its checkpoint makes of the test pictures; null if nobody looked. */
  readonly findings: RunFindings | null;
}

/**
 * Names that tell runs apart: those that are equal are numbered.
 *
 * @param names The runs' own names.
 * @returns As many names, all different, in the same order.
 *
 * @example Two runs of one name
 * ```ts
 * import { distinctNames } from "@spherereid/kit/run";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(distinctNames(["demo", "demo"]), ["demo", "demo (2)"]);
 * ```
 */
export function distinctNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let own = name;
    for (let number = 2; taken.has(own); number++) own = `${name} (${number})`;
    taken.add(own);
    return own;
  });
}
