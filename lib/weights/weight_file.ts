import type { HostIntegers, HostTensors } from "../model/mod.ts";

/** The formats that are read. */
export type WeightFormat = "safetensors" | "torch" | "keras" | "tfjs";

/** What a file of weights holds, whatever its format. */
export interface WeightFile {
  /** Where it was read from. */
  readonly path: string;
  /** How it was written. */
  readonly format: WeightFormat;
  /**
   * The order of axes: torch's ([out, in, row, column] and [out, in]) or
   * Keras's ([row, column, in, out] and [in, out], which is the kit's own).
   */
  readonly axes: "torch" | "keras";
  /** Tensors of real numbers by the file's own names, less `wrapper` and `prefix`. */
  readonly tensors: HostTensors;
  /** Tensors of whole numbers, as counters of batches. */
  readonly integers: Readonly<Record<string, HostIntegers>>;
  /** Values beside the tensors, by name: an epoch, an optimizer's memory. */
  readonly beside: readonly string[];
  /** The entry of a checkpoint that held the tensors, as "state_dict"; undefined if they lay outermost. */
  readonly wrapper?: string;
  /** What stood before every name and was taken off, as "module."; undefined if nothing did. */
  readonly prefix?: string;
}

/** What DataParallel puts before every name. */
const PREFIX = "module.";

/** A file with DataParallel's prefix taken off, if every name has it. */
export function withoutPrefix(file: WeightFile): WeightFile {
  const names = [...Object.keys(file.tensors), ...Object.keys(file.integers)];
  if (names.length === 0 || !names.every((name) => name.startsWith(PREFIX))) {
    return file;
  }
  const cut = <T>(all: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(
      Object.entries(all).map((
        [name, one],
      ) => [name.slice(PREFIX.length), one]),
    );
  return {
    ...file,
    tensors: cut(file.tensors),
    integers: cut(file.integers),
    prefix: PREFIX,
  };
}
