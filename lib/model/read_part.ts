/** Bytes asked for at a time. */
const BLOCK = 1 << 26;

/**
 * Reads the next bytes of a file, all of them.
 *
 * @param file The file, at where they begin.
 * @param length How many.
 * @param act What an error begins with: `Cannot read "a.safetensors"`.
 * @returns The bytes.
 * @throws {SyntaxError} If the file ends before.
 *
 * @example The end of a file comes too soon
 * ```ts
 * import { readPart } from "@spherereid/kit/model";
 * import { assertRejects } from "@std/assert";
 *
 * const path = await Deno.makeTempFile();
 * using file = await Deno.open(path);
 * await assertRejects(
 *   () => readPart(file, 8, `Cannot read "${path}"`),
 *   SyntaxError,
 *   "8 bytes are missing",
 * );
 * await Deno.remove(path);
 * ```
 */
export async function readPart(
  file: Deno.FsFile,
  length: number,
  act: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  for (let done = 0; done < length;) {
    const read = await file.read(bytes.subarray(done, done + BLOCK));
    if (read === null) {
      throw new SyntaxError(
        `${act} as ${
          length - done
        } bytes are missing: it was cut short while being read`,
      );
    }
    done += read;
  }
  return bytes;
}
