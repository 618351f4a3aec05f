import { labEnvironment } from "../../tasks/notebooks/lab_environment.ts";
import { labCommand } from "../../tasks/notebooks/lab_server.ts";
import { ROOT } from "../../tasks/sources.ts";

/** JupyterLab on a copy of the course; stopped and removed at the end: `await using lab = await openLab()`. */
export interface TestLab extends AsyncDisposable {
  /** Where the notebooks lie; what runs in them finds the kit as it does in the repository. */
  readonly folder: string;
  /** The address that opens a notebook of the folder. */
  address(name: string): string;
}

/** Seconds within which JupyterLab must say where it listens. */
const PATIENCE = 120;

/**
 * Starts JupyterLab as `deno task lab` does, but without a browser, with
 * settings of its own, and on a copy, so that the repository's notebooks stay
 * as they are.
 *
 * @returns The lab; null if it cannot be set up, which stderr is told.
 * @throws {Error} If it cannot and the variable CI is "true".
 */
export async function openLab(): Promise<TestLab | null> {
  const environment = await labEnvironment(tell).catch((error: Error) => {
    if (Deno.env.get("CI") === "true") throw error;
    tell(`skipped: ${error.message}`);
    return null;
  });
  if (environment === null) return null;
  const place = await Deno.makeTempDir({ prefix: "spherereid-lab-" });
  await copyCourse(place);
  const folder = `${place}/notebooks`;
  const { program, args, env } = labCommand(environment, {
    folder,
    port: 8900,
    browser: false,
    home: `${place}/jupyter`,
    flags: ["--LabApp.expose_app_in_browser=True"], // so that a test may ask it
  });
  const child = new Deno.Command(program, {
    args: [...args],
    env: { ...env },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const close = async () => {
    child.kill("SIGTERM"); // it ends its kernels first
    await child.status;
    await Deno.remove(place, { recursive: true });
  };
  try {
    const { origin, token } = await listening(child.stderr);
    return {
      folder,
      address: (name) => `${origin}/lab/tree/${name}?token=${token}`,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The notebooks as a copy, all else as links: the kernel looks for deno.json above the notebook. */
async function copyCourse(place: string): Promise<void> {
  for (const name of ["deno.json", "deno.lock"]) {
    await Deno.copyFile(`${ROOT}${name}`, `${place}/${name}`);
  }
  for (const name of ["lib", "tasks", "tests"]) {
    await Deno.symlink(`${ROOT}${name}`, `${place}/${name}`);
  }
  await Deno.mkdir(`${place}/notebooks`);
  for await (const { name, isFile } of Deno.readDir(`${ROOT}notebooks`)) {
    const path = `notebooks/${name}`;
    if (isFile) await Deno.copyFile(`${ROOT}${path}`, `${place}/${path}`);
  }
}

/** Where the server says that it listens; goes on reading what it says, so that it never waits. */
async function listening(
  from: ReadableStream<Uint8Array<ArrayBuffer>>,
): Promise<{ origin: string; token: string }> {
  let [said, ended] = ["", false];
  const read = async () => {
    for await (const text of from.pipeThrough(new TextDecoderStream())) {
      said = (said + text).slice(-10_000);
    }
    ended = true;
  };
  read();
  for (let look = 0; look < 20 * PATIENCE && !ended; look++) {
    const [, origin, token] =
      /(http:\/\/127\.0\.0\.1:\d+)\/lab\?token=(\w+)/.exec(said) ?? [];
    if (origin && token) return { origin, token };
    await new Promise((next) => setTimeout(next, 50));
  }
  throw new Error(
    `JupyterLab ${ended ? "has ended" : "does not listen"}: ${said}`,
  );
}

function tell(line: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(`${line}\n`));
}
