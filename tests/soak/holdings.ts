import * as tf from "@tensorflow/tfjs";
import type { EngineChoice } from "../../lib/engine/mod.ts";
import type { Binding } from "../../lib/engine/tensorflow/binding.ts";
import { openKnownFunctions } from "./known_functions.ts";
import { openNativeMemory } from "./native_memory.ts";

/** What is counted exactly. */
export type Counts = Readonly<{
  /** Tensors that tfjs knows. */
  tensors: number;
  /** Their bytes. */
  bytes: number;
  /** Tensors in the engine's table of handles; null where it has none. */
  handles: number | null;
}>;

/** What a process holds at one moment. */
export type Held =
  & Counts
  & Readonly<{
    /** Recorded steps that TensorFlow knows as functions; null on other engines. */
    functions: number | null;
    /** What native code allocated and did not free; null where that is not known. */
    nativeMB: number | null;
    /** What JavaScript uses; null where the process may not collect garbage first. */
    heapMB: number | null;
    /** Resident memory. */
    residentMB: number;
  }>;

/** Looks at what the process holds. */
export interface Holdings {
  /** The counts alone, which take no time. */
  counts(): Counts;
  /** All that it holds, after garbage was collected where the process may ask for it. */
  now(): Held;
  /** Lets the libraries go. */
  close(): void;
}

/**
 * Opens a look at what this process holds.
 *
 * @param engine What computes.
 * @returns The look; the caller closes it.
 */
export async function openHoldings(engine: EngineChoice): Promise<Holdings> {
  const functions = await openKnownFunctions(engine);
  const native = openNativeMemory();
  const { gc } = globalThis as { gc?: () => void };
  const counts = () => {
    const { binding } = tf.backend() as unknown as { binding?: Binding };
    const { numTensors, numBytes } = tf.memory();
    return {
      tensors: numTensors,
      bytes: numBytes,
      handles: binding?.getNumOfTensors?.() ?? null,
    };
  };
  return {
    counts,
    now() {
      gc?.();
      const { rss, heapUsed } = Deno.memoryUsage();
      return {
        ...counts(),
        functions: functions?.count() ?? null,
        nativeMB: native && megabytes(native.bytes()),
        heapMB: gc ? megabytes(heapUsed) : null,
        residentMB: megabytes(rss),
      };
    },
    close() {
      functions?.close();
      native?.close();
    },
  };
}

/**
 * What is not as it was.
 *
 * @param before The counts then.
 * @param now The counts now.
 * @returns A sentence a count that differs.
 */
export function leftOver(before: Counts, now: Counts): string[] {
  return (["tensors", "bytes", "handles"] as const)
    .filter((what) => now[what] !== before[what])
    .map((what) =>
      `${what} are left over: ${before[what]} became ${now[what]}`
    );
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e4) / 100;
}
