import { readPart, systemFault } from "../model/mod.ts";

/** A file of which any part can be read. */
export interface Bytes extends Disposable {
  /** Its size in bytes. */
  readonly size: number;
  /** Where it lies. */
  readonly path: string;
  /** What an error begins with: `Cannot read "a.pth"`. */
  readonly act: string;
  /** Reads a part; refused before anything is allocated if the file has no such part. */
  part(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** Opens a file; the caller closes it by `using`. */
export async function openBytes(path: string): Promise<Bytes> {
  const act = `Cannot read "${path}"`;
  try {
    const file = await Deno.open(path);
    const { size, isFile } = await file.stat();
    if (!isFile) {
      file.close();
      throw new TypeError(`${act} as it must be a file: check the path`);
    }
    return {
      size,
      path,
      act,
      part: (offset, length) => read(file, act, size, offset, length),
      [Symbol.dispose]: () => file.close(),
    };
  } catch (error) {
    throw systemFault(error, act, "check the path");
  }
}

async function read(
  file: Deno.FsFile,
  act: string,
  size: number,
  offset: number,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const isWhole = Number.isSafeInteger(offset) && Number.isSafeInteger(length);
  if (!isWhole || offset < 0 || length < 0 || offset + length > size) {
    throw new SyntaxError(
      `${act} as it must have ${length} bytes from byte ${offset} on: its size is ${size}, so it was cut short, copy it again`,
    );
  }
  await file.seek(offset, Deno.SeekMode.Start);
  return await readPart(file, length, act);
}
