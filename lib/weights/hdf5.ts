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
  /** Reads its values, row-major. */
  read(): Float32Array;
}

/** An open HDF5 file. */
export interface Hdf5 extends Disposable {
  /** All its data sets. */
  sets(): Hdf5Set[];
}

/** What is used of h5wasm. */
interface Library {
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
}

/** HDF5's class of floating numbers. */
const FLOAT = 1;

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
      read: () =>
        guarded(() => {
          const { value } = set;
          const values = Float32Array.from(
            typeof value === "number" ? [value] : value as ArrayLike<number>,
          );
          const count = shape.reduce((product, side) => product * side, 1);
          if (values.length !== count) {
            throw new Error(
              `"${name}" has ${values.length} values of ${count}`,
            );
          }
          return values;
        }),
    };
  }
}

/** The innermost line of HDF5's report, or what was thrown. */
function factOf(cause: unknown): string {
  const text = String((cause as Error)?.message ?? cause);
  const inner = [...text.matchAll(/^ *#\d+: .*\(\): (.*)$/gm)].at(-1)?.[1];
  return (inner ?? text.split("\n")[0]!).slice(0, 200) || "it cannot be read";
}

async function library(): Promise<Library> {
  try {
    const loaded = await import(`${PACKAGE}/node`) as Library;
    (await loaded.ready).activate_throwing_error_handler();
    return loaded;
  } catch (error) {
    const [fact] = (error as Error).message.split("\n");
    throw new Error(
      `Cannot read HDF5 as the npm package h5wasm must be reachable: ${fact}, or convert the file to safetensors`,
      { cause: error },
    );
  }
}
