import { exists } from "../exists.ts";
import { cacheFolder } from "../../lib/engine/mod.ts";
import { METADATA } from "./notebook.ts";

/** The release of JupyterLab that the notebooks are tried in. */
export const LAB_VERSION = "4.6.4";

/** A Python environment with JupyterLab, and a folder with a kernel's description. */
export interface LabEnvironment {
  /** Its python. */
  readonly python: string;
  /** What JUPYTER_PATH must hold. */
  readonly jupyterPath: string;
}

const PYTHONS = ["python3", "python"] as const;

/**
 * Makes the environment in the user's cache, once: nothing of the user's
 * Python or Jupyter is touched. Whole or not at all, so that it can be
 * interrupted and repeated.
 *
 * @param say Told before what takes long.
 * @throws {Deno.errors.NotFound} If there is no Python 3 that can make one.
 * @throws {Error} If pip fails.
 */
export async function labEnvironment(
  say: (text: string) => void,
): Promise<LabEnvironment> {
  const folder = `${cacheFolder()}/jupyterlab-${LAB_VERSION}`;
  const whole = `${folder}/whole`;
  const environment = {
    python: `${folder}/${
      Deno.build.os === "windows" ? "Scripts" : "bin"
    }/python`,
    jupyterPath: `${folder}/share/spherereid`,
  };
  if (!await exists(whole)) {
    const maker = await findMaker();
    say(
      `Setting JupyterLab ${LAB_VERSION} up in ${folder}: a minute or two, once`,
    );
    await Deno.mkdir(folder, { recursive: true });
    await done(
      maker,
      ["-m", "venv", "--clear", folder],
      "a Python environment",
    );
    await done(environment.python, [
      ...["-m", "pip", "install", "--retries", "0", "--quiet"],
      ...["--disable-pip-version-check", `jupyterlab==${LAB_VERSION}`],
    ], "JupyterLab");
    await Deno.writeTextFile(whole, "");
  }
  await writeKernel(environment.jupyterPath);
  await writeJson(`${folder}/etc/jupyter/labconfig/page_config.json`, QUIET);
  return environment;
}

/** The lab asks whether to fetch Jupyter's news unless it is told that it has none: the course asks nobody. */
const QUIET = {
  disabledExtensions: { "@jupyterlab/apputils-extension:announcements": true },
};

/** The kernel as Jupyter looks for it: Deno's, under its own name, without colours. */
export const KERNEL = {
  argv: ["deno", "jupyter", "--kernel", "--conn", "{connection_file}"],
  display_name: "Deno",
  language: "typescript",
  env: { NO_COLOR: "1" },
} as const;

async function writeKernel(jupyterPath: string): Promise<void> {
  const { name } = METADATA.kernelspec as { name: string };
  await writeJson(`${jupyterPath}/kernels/${name}/kernel.json`, KERNEL);
}

async function writeJson(path: string, value: object): Promise<void> {
  await Deno.mkdir(path.slice(0, path.lastIndexOf("/")), { recursive: true });
  await Deno.writeTextFile(path, `${JSON.stringify(value, null, 1)}\n`);
}

/** The first Python 3 on PATH with venv and pip. */
async function findMaker(): Promise<string> {
  const said: string[] = [];
  for (const python of PYTHONS) {
    const test =
      "import sys, venv, ensurepip; assert sys.version_info >= (3, 9), 'Python 3.9 or later is needed'";
    const ran = await run(python, ["-c", test]);
    if (ran?.ok) return python;
    if (ran) said.push(`${python}: ${ran.last}`);
  }
  throw new Deno.errors.NotFound(
    said.length === 0
      ? "Cannot open the lab as JupyterLab needs a Python 3 on PATH: install Python, or open the notebooks in an editor that speaks to Deno's kernel (deno jupyter --install)"
      : `Cannot open the lab as Python must have venv and pip (${
        said.join("; ")
      }): install them (your system's package python3-venv)`,
  );
}

async function done(
  program: string,
  args: readonly string[],
  wish: string,
): Promise<void> {
  const ran = await run(program, args);
  if (ran?.ok) return;
  throw new Error(
    `Cannot set ${wish} up as ${args[1]} must end well: it says "${
      ran?.last ?? "there is no such program"
    }"`,
  );
}

async function run(
  program: string,
  args: readonly string[],
): Promise<{ ok: boolean; last: string } | null> {
  try {
    const { success, stderr } = await new Deno.Command(program, {
      args: [...args],
      stdin: "null",
      stdout: "null",
    }).output();
    const lines = new TextDecoder().decode(stderr).trimEnd().split("\n");
    return { ok: success, last: lines.at(-1)! };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
