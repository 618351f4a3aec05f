import { rowMajor } from "../../data/mod.ts";
import type { Bytes } from "../bytes.ts";
import { openHdf5 } from "../hdf5.ts";
import { mayUnpack } from "../inflate.ts";
import { countOf, type Found, type NamedArray } from "./array_file.ts";

/** Groups of MATLAB's own. */
const HIDDEN = /^#/;
/** Classes whose numbers stand for other things. */
const NO_NUMBERS: Readonly<Record<string, string>> = {
  cell: "a cell array",
  char: "a text",
  function_handle: "a function",
  struct: "a struct",
  table: "a table",
};

/**
 * The numeric arrays of an HDF5 file: MATLAB's of version 7.3, whose columns
 * become rows, and others as they are (h5py), which lack MATLAB's attribute.
 */
export async function openHdf5Arrays(
  { path, act, size }: Bytes,
): Promise<Found & Disposable> {
  const file = await openHdf5(path, act);
  try {
    const arrays = new Map<string, NamedArray>();
    const others = new Map<string, string>();
    let isMatlab = false;
    for (const set of file.sets()) {
      const name = set.name.replace(/^\//, "").replaceAll("/", ".");
      if (HIDDEN.test(name)) continue;
      const type = set.text("MATLAB_class");
      isMatlab ||= type !== undefined;
      const other = type === undefined ? undefined : NO_NUMBERS[type];
      const empty = type !== undefined && set.shape.length === 1; // MATLAB's have two axes
      if (set.numbers === undefined || other !== undefined || empty) {
        others.set(name, other ?? (empty ? "an empty array" : set.kind));
        continue;
      }
      const bytes = set.bytes * countOf(set.shape);
      if (!mayUnpack(bytes, size)) {
        throw new SyntaxError(
          `${act} as "${name}" in it must have a sensible size: the file's ${size} bytes claim ${bytes} for it, copy it again`,
        );
      }
      const shape = type === undefined ? set.shape : set.shape.toReversed();
      arrays.set(name, {
        name,
        shape,
        kind: set.numbers,
        listed: false,
        read: () => {
          const values = set.exact();
          return Promise.resolve(
            type === undefined ? values : rowMajor(values, shape),
          );
        },
      });
    }
    return {
      format: isMatlab ? "MATLAB 7.3" : "HDF5",
      arrays,
      others,
      [Symbol.dispose]: () => file[Symbol.dispose](),
    };
  } catch (error) {
    file[Symbol.dispose]();
    throw error;
  }
}
