/** Names under which a Python 3 may lie on PATH. */
const NAMES = ["python3", "python"];

/** What a command printed, and whether it went well. */
export interface Ran {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a Python program and waits for its end.
 *
 * @param python The interpreter.
 * @param args Its arguments.
 * @returns What it printed; null if there is no such interpreter.
 */
export async function runPython(
  python: string,
  args: readonly string[],
): Promise<Ran | null> {
  try {
    const { success, stdout, stderr } = await new Deno.Command(python, {
      args: [...args],
      stdin: "null",
    }).output();
    const decoder = new TextDecoder();
    return {
      ok: success,
      stdout: decoder.decode(stdout),
      stderr: decoder.decode(stderr),
    };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

/**
 * The first Python 3 on PATH that passes a test.
 *
 * @param args What to run with each: good if it ends well.
 * @returns The interpreter's name, or what each said.
 */
export async function findPython(
  args: readonly string[],
): Promise<{ python: string } | { python: null; tried: Map<string, string> }> {
  const tried = new Map<string, string>();
  for (const python of NAMES) {
    const ran = await runPython(python, args);
    if (ran?.ok) return { python };
    if (ran) tried.set(python, lastLine(ran.stderr));
  }
  return { python: null, tried };
}

/**
 * The folder of a package in the Python on PATH; the package is not imported.
 *
 * @param name The package.
 * @returns Its folder, or why there is none.
 */
export async function pythonPackage(
  name: string,
): Promise<{ folder: string } | { folder: null; reason: string }> {
  const look =
    `import importlib.util as u; s = u.find_spec(${JSON.stringify(name)}); ` +
    `print(list(s.submodule_search_locations or [""])[0] if s else "")`;
  for (const python of NAMES) {
    const ran = await runPython(python, ["-c", look]);
    if (!ran?.ok) continue;
    const folder = ran.stdout.trim();
    return folder
      ? { folder }
      : { folder: null, reason: `${python} has no package ${name}` };
  }
  return { folder: null, reason: "there is no Python on PATH" };
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
