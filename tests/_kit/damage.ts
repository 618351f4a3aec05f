import fc from "fast-check";

/** What became of damaged files. */
export interface Damage {
  /** Files that were read all the same: the damage lay in numbers, or beside them. */
  readonly read: number;
  /** Files that were refused, by the kind of the error. */
  readonly refused: Readonly<Record<string, number>>;
  /** What must not be, a line each. */
  readonly faults: readonly string[];
  /** Milliseconds of the slowest file. */
  readonly slowest: number;
}

/** A sound file, and how its parts are put together. */
export interface Sound {
  readonly name: string;
  /** What is damaged. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where the damaged bytes go; the path that is read comes back. */
  write(folder: string, bytes: Uint8Array<ArrayBuffer>): Promise<string>;
}

/** One damage: where, of what kind, and the bytes that it brings. */
interface Edit {
  readonly kind: "set" | "cut" | "insert" | "end" | "copy";
  /** Millionths of the file's length. */
  readonly at: number;
  readonly bytes: Uint8Array;
}

/** Errors that a file may be refused with. */
const KINDS = ["SyntaxError", "TypeError", "RangeError", "NotFound"];
const SLOW = 5000;

/** Bytes that mean something somewhere: marks, ends, sizes that are too large. */
const WORDS = [
  [0],
  [0xff],
  [0xff, 0xff, 0xff, 0xff],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f],
  [0, 0, 0, 0x80],
  [0x50, 0x4b, 1, 2],
  ..."R(tbQcid.0u)}]e".split("").map((letter) => [letter.charCodeAt(0)]),
  ...['"', "[", "]", "{", "9", "-", "e9", "null"]
    .map((text) => [...new TextEncoder().encode(text)]),
].map((bytes) => Uint8Array.from(bytes));

const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom(
    ...["set", "set", "set", "set", "cut", "insert", "end", "copy"] as const,
  ),
  at: fc.noBias(fc.nat(999_999)),
  bytes: fc.oneof(
    fc.constantFrom(...WORDS),
    fc.uint8Array({ minLength: 1, maxLength: 8 }),
  ),
});

/** Files to damage, and who reads them. */
export interface Subject {
  /** Writes sound files and describes them. */
  sounds(folder: string): Promise<readonly Sound[]>;
  /** Reads a file of so many bytes; what must not be is told. */
  read(path: string, size: number): Promise<string | undefined>;
}

/**
 * Damages sound files, one to three times each, and reads them: each must be
 * read or refused, in the reader's own words, soon, and with no more memory
 * than the file accounts for. The sound files must be readable as before in
 * the end.
 *
 * @param subject The files, and their reader.
 * @param count How many files.
 * @param seed Fixes which.
 * @param onProgress Told of each.
 */
export async function damage(
  subject: Subject,
  count: number,
  seed: number,
  onProgress: (done: number) => void = () => {},
): Promise<Damage> {
  const folder = await Deno.makeTempDir();
  try {
    const sounds = await subject.sounds(folder);
    const refused: Record<string, number> = {};
    const faults: string[] = [];
    let [read, slowest, done] = [0, 0, 0];
    const cases = fc.tuple(
      fc.nat(sounds.length - 1),
      fc.noBias(fc.array(edit, { minLength: 1, maxLength: 3 })),
    );
    const property = fc.asyncProperty(cases, async ([index, edits]) => {
      const sound = sounds[index]!;
      const bytes = edits.reduce(edited, sound.bytes);
      const path = await sound.write(folder, bytes);
      const clock = performance.now();
      const fault = await attempt(subject, path, bytes.length).then(
        (result) => {
          if (result === "read") read++;
          else if (typeof result === "object") {
            refused[result.refused] = (refused[result.refused] ?? 0) + 1;
          } else return result;
        },
      );
      const took = performance.now() - clock;
      slowest = Math.max(slowest, took);
      onProgress(++done);
      const told = fault ?? (took > SLOW ? `took ${took} ms` : undefined);
      if (told !== undefined) faults.push(`${sound.name}: ${told}`);
      return told === undefined;
    });
    const { failed, counterexample } = await fc.check(property, {
      seed,
      numRuns: count,
      endOnFailure: true,
    });
    if (failed) {
      faults.push(`by ${JSON.stringify(counterexample).slice(0, 500)}`);
    }
    for (const sound of sounds) {
      const path = await sound.write(folder, sound.bytes);
      const result = await attempt(subject, path, sound.bytes.length);
      if (result !== "read") {
        faults.push(
          `${sound.name} cannot be read any more: ${JSON.stringify(result)}`,
        );
      }
    }
    return { read, refused, faults, slowest: Math.round(slowest) };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Reads a file; what must not be is told. */
async function attempt(
  subject: Subject,
  path: string,
  size: number,
): Promise<"read" | { refused: string } | `must not: ${string}`> {
  try {
    const fault = await subject.read(path, size);
    return fault === undefined ? "read" : `must not: ${fault}`;
  } catch (error) {
    const { name, message } = error as Error;
    return KINDS.includes(name) && message.startsWith("Cannot read ") &&
        message.length < 1500
      ? { refused: name }
      : `must not: ${name}: ${message.slice(0, 300)}`;
  }
}

/** A file that is written as it is. */
export function plainSound(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
): Sound {
  return {
    name,
    bytes,
    async write(folder, bytes) {
      const path = `${folder}/${name}`;
      await Deno.writeFile(path, bytes);
      return path;
    },
  };
}

function edited(
  bytes: Uint8Array<ArrayBuffer>,
  { kind, at, bytes: more }: Edit,
): Uint8Array<ArrayBuffer> {
  const place = Math.floor(at / 1e6 * bytes.length);
  const [before, after] = [bytes.subarray(0, place), bytes.subarray(place)];
  switch (kind) {
    case "set":
      return joined(before, more, after.subarray(more.length));
    case "cut":
      return joined(before, after.subarray(more.length));
    case "insert":
      return joined(before, more, after);
    case "end":
      return joined(before);
    case "copy":
      return joined(before, bytes.subarray(0, 40), after);
  }
}

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const size = parts.reduce((sum, { length }) => sum + length, 0);
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
