import { diskFull } from "./disk_full.ts";
import type { Wheel } from "./wheel.ts";

/** Milliseconds between two looks at the growing file. */
const LOOK = 200;

/**
 * Lets pip fetch a wheel.
 *
 * @param python A Python with pip.
 * @param wheel What to fetch.
 * @param staging A folder of ours, where pip works too.
 * @param onBytes Called with the bytes so far.
 * @returns The wheel's file.
 * @throws {Error} If pip fails, with its last words.
 */
export async function downloadWheel(
  python: string,
  wheel: Wheel,
  staging: string,
  onBytes: (bytes: number) => void,
): Promise<string> {
  const work = `${staging}/pip`;
  const folder = `${staging}/wheel`;
  await Deno.mkdir(work);
  const command = new Deno.Command(python, {
    args: [
      ...["-m", "pip", "--disable-pip-version-check", "--no-input"],
      ...["download", "--retries=0", "--no-cache-dir", "--no-deps"],
      ...["--progress-bar=off", ...wheel.tags],
      ...[`${wheel.name}==${wheel.version}`, "-d", folder],
    ],
    env: { TMPDIR: work },
    stdin: "null",
  });
  onBytes(0);
  const running = command.output();
  let most = 0; // pip moves the file at the end: never backwards
  const timer = setInterval(async () => {
    most = Math.max(most, await largest(work));
    onBytes(most);
  }, LOOK);
  const { success, stdout, stderr } = await running.finally(() =>
    clearInterval(timer)
  );
  if (!success) throw failure(python, wheel, staging, stdout, stderr);
  onBytes(wheel.size);
  for await (const { name } of Deno.readDir(folder)) {
    if (name.endsWith(".whl")) return `${folder}/${name}`;
  }
  throw failure(python, wheel, staging, stdout, stderr);
}

function failure(
  python: string,
  wheel: Wheel,
  staging: string,
  ...streams: Uint8Array[]
): Error {
  const said = streams.map((bytes) => new TextDecoder().decode(bytes)).join("");
  const lines = said.trim().split("\n").filter(Boolean).slice(-4);
  return diskFull(said, staging) ?? new Error(
    `Cannot set up TensorFlow as "${python} -m pip download ${wheel.name}==${wheel.version}" must succeed, and it said: ${
      lines.join(" | ")
    }: check the network, or choose the engine wasm`,
  );
}

/** The size of the largest file in a folder and below; 0 while it is not there. */
async function largest(folder: string): Promise<number> {
  let most = 0;
  try {
    for await (const { name, isDirectory } of Deno.readDir(folder)) {
      const path = `${folder}/${name}`;
      const size = isDirectory
        ? await largest(path)
        : (await Deno.stat(path)).size;
      most = Math.max(most, size);
    }
  } catch (error) {
    // pip removes its own as it goes.
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return most;
}
