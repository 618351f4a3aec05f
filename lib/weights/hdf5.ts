import type { NumpyValues } from "../data/mod.ts";

/** Not among deno.json's imports, which Deno fetches for every task; deno.lock holds its hash. */
const PACKAGE = "npm:h5wasm@0.10.3";

/** A data set of an HDF5 file, described. */
export interface Hdf5Set {
  /** Its path in the file. */
  readonly name: string;
  /** The size of each axis. */
  readonly shape: readonly number[];
  /** "float", or another kind of values. */
  readonly kind: string;
  /** Bytes of one value. */
  readonly bytes: number;
  /** Reads its values, row-major, real ones as float32. */
  read(): Float32Array;
  /** How the kit holds its numbers, as "float32" or "int64"; undefined if they are of another kind. */
  readonly numbers: string | undefined;
  /** Reads its numbers as they are, row-major; whole ones of 64 bits become float64. */
  exact(): NumpyValues;
  /** The text of an attribute; undefined if there is no such text. */
  text(attribute: string): string | undefined;
}

/** An open HDF5 file. */
export interface Hdf5 extends Disposable {
  /** All its data sets. */
  sets(): Hdf5Set[];
}

/** What is used of h5wasm. */
interface Library {
  readonly FS: { fstat(handle: number): object };
  readonly ready: Promise<{
    activate_throwing_error_handler(): unknown;
  }>;
  readonly File: new (path: string, mode: "r") => LibraryFile;
}

interface LibraryFile {
  readonly file_id: bigint;
  paths(): string[];
  get(path: string): unknown;
  close(): void;
}

interface LibrarySet {
  readonly type: string;
  readonly shape: readonly number[] | null;
  readonly metadata: { readonly type: number; readonly size: number };
  readonly value: unknown;
  readonly attrs: Readonly<Record<string, { readonly value: unknown }>>;
}

type Raw = ArrayLike<number> | BigInt64Array | BigUint64Array;

/** HDF5's class of floating numbers. */
const FLOAT = 1;
/** HDF5's class of whole numbers. */
const WHOLE = 0;

/**
 * Opens an HDF5 file. Whatever the library throws, WebAssembly's own traps
 * among it, is told as a damaged file.
 */
export async function openHdf5(path: string, act: string): Promise<Hdf5> {
  const { File } = await library();
  const guarded = <T>(make: () => T): T => {
    try {
      return make();
    } catch (cause) {
      throw new SyntaxError(
        `${act} as it must be a whole HDF5 file: ${
          factOf(cause)
        }, copy it again`,
        { cause },
      );
    }
  };
  const file = guarded(() => {
    const opened = new File(path, "r");
    if (opened.file_id < 0n) throw new Error("it cannot be opened");
    return opened;
  });
  return {
    sets: () =>
      guarded(() =>
        file.paths().flatMap((name) => {
          const found = file.get(name) as LibrarySet | null;
          return found?.type === "Dataset" ? [setOf(name, found)] : [];
        })
      ),
    [Symbol.dispose]: () => {
      try {
        file.close();
      } catch {
        // A damaged file may not close; its handle ends with the process.
      }
    },
  };

  function setOf(name: string, set: LibrarySet): Hdf5Set {
    const { type, size } = set.metadata;
    const isFloat = type === FLOAT && (size === 4 || size === 8);
    const shape = set.shape ?? [];
    return {
      name,
      shape: [...shape],
      kind: isFloat ? "float" : `values of HDF5's class ${type}, ${size} bytes`,
      bytes: size,
      read: () => guarded(() => Float32Array.from(rawOf() as number[])),
      numbers: isFloat
        ? `float${8 * size}`
        : type === WHOLE && size <= 8
        ? `int${8 * size}`
        : undefined,
      exact: () => guarded(() => heldOf(rawOf())),
      text: (attribute) =>
        guarded(() => {
          const { value } = set.attrs[attribute] ?? {};
          return typeof value === "string" ? value : undefined;
        }),
    };

    function rawOf(): Raw {
      const { value } = set;
      const single = typeof value === "number" || typeof value === "bigint";
      const raw = (single ? [value] : value) as Raw;
      const count = shape.reduce((product, side) => product * side, 1);
      if (raw.length !== count) {
        throw new Error(`"${name}" has ${raw.length} values of ${count}`);
      }
      return raw;
    }
  }
}

/** Numbers as the kit holds them. */
function heldOf(raw: Raw): NumpyValues {
  if (raw instanceof Float32Array) return raw as Float32Array<ArrayBuffer>;
  if (raw instanceof Float64Array) return raw as Float64Array<ArrayBuffer>;
  const values = new Float64Array(raw.length);
  for (let at = 0; at < raw.length; at++) {
    const value = Number(raw[at]);
    if (!Number.isSafeInteger(value)) {
      throw new Error(`the whole number ${raw[at]} is beyond 2 ** 53`);
    }
    values[at] = value;
  }
  return values;
}

/** The innermost line of HDF5's report, or what was thrown. */
function factOf(cause: unknown): string {
  const text = String((cause as Error)?.message ?? cause);
  const inner = [...text.matchAll(/^ *#\d+: .*\(\): (.*)$/gm)].at(-1)?.[1];
  return (inner ?? text.split("\n")[0]!).slice(0, 200) || "it cannot be read";
}

/** The library as it was loaded, which it is once. */
let loaded: Library | undefined;

async function library(): Promise<Library> {
  if (loaded !== undefined) return loaded;
  try {
    const found = await import(`${PACKAGE}/node`) as Library;
    (await found.ready).activate_throwing_error_handler();
    apart(found.FS);
    return loaded = found;
  } catch (error) {
    const [fact] = (error as Error).message.split("\n");
    throw new Error(
      `Cannot read HDF5 as the npm package h5wasm must be reachable: ${fact}, or convert the file to safetensors`,
      { cause: error },
    );
  }
}

/**
 * Lets no two openings share a file. HDF5 tells files by their inodes, and an
 * error inside it leaves its file open: a file that was damaged, and is copied
 * again, would be read as it was before.
 */
function apart(system: Library["FS"]): void {
  const { fstat } = system;
  let count = 0;
  system.fstat = (handle) =>
    Object.create(fstat(handle), { ino: { value: ++count } });
}
