/** One file of a tar archive. */
export interface TarFile {
  /** Its path in the archive. */
  readonly name: string;
  /** Its content. */
  readonly bytes: Uint8Array;
}

const BLOCK = 512;

/**
 * The plain files of a tar archive, one after the other; folders and links
 * are passed over.
 *
 * @param bytes The archive, unpacked.
 * @param act What an error begins with.
 * @throws {SyntaxError} If a header or a file passes the end.
 */
export function* readTar(
  bytes: Uint8Array,
  act: string,
): Generator<TarFile> {
  const text = new TextDecoder();
  const field = (at: number, length: number) => {
    const part = bytes.subarray(at, at + length);
    const end = part.indexOf(0);
    return text.decode(end < 0 ? part : part.subarray(0, end));
  };
  for (let at = 0; at + BLOCK <= bytes.length && bytes[at] !== 0;) {
    const size = parseInt(field(at + 124, 12), 8);
    const start = at + BLOCK;
    if (!Number.isSafeInteger(size) || start + size > bytes.length) {
      throw new SyntaxError(
        `${act} as its archive must be whole: a file passes its end, fetch it anew`,
      );
    }
    const kind = field(at + 156, 1);
    const folder = field(at + 257, 5) === "ustar" ? field(at + 345, 155) : "";
    if (kind === "0" || kind === "") {
      const name = (folder ? `${folder}/` : "") + field(at, 100);
      yield { name, bytes: bytes.subarray(start, start + size) };
    }
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
}
