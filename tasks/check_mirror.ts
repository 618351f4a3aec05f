import { type Source, sources } from "./sources.ts";

/** Public functions of lib that no test of their folder knows. */
export async function checkMirror(): Promise<string[]> {
  return mirrorFaults([
    ...await sources("lib", /\.ts$/),
    ...await sources("tests", /_test\.ts$/),
  ]);
}

/**
 * lib/a/b.ts is tested by tests/a/b_test.ts, or else each of its functions is
 * named in a test of tests/a; what no mod.ts exports is tested through those
 * who use it.
 */
export function mirrorFaults(files: readonly Source[]): string[] {
  const tests = files.filter(({ path }) => path.startsWith("tests/"));
  /** What is shown of a file: its names as a mod.ts lists them, or "*". */
  const shown = new Map(
    files.filter(({ path }) => /^lib\/.*mod\.ts$/.test(path))
      .flatMap(({ path, text }) =>
        [...text.matchAll(/^export ([^;]*?) from "(\.[^"]+)"/gm)].map((
          [, names, to],
        ) =>
          [new URL(to!, `file:///${path}`).pathname.slice(1), names!] as const
        )
      ),
  );
  return files.flatMap(({ path, text }) => {
    if (!shown.has(path) || path.endsWith("/mod.ts")) return [];
    const own = path.replace(/^lib/, "tests").replace(/\.ts$/, "_test.ts");
    if (tests.some((test) => test.path === own)) return [];
    const folder = own.slice(0, own.lastIndexOf("/") + 1);
    const near = tests.filter((test) => test.path.startsWith(folder));
    return [...text.matchAll(/^export (?:async )?function\*? ?(\w+)/gm)]
      .map(([, name]) => name!)
      .filter((name) =>
        shown.get(path) === "*" ||
        new RegExp(`\\b${name}\\b`).test(shown.get(path)!)
      )
      .filter((name) =>
        !near.some((test) => new RegExp(`\\b${name}\\b`).test(test.text))
      )
      .map((name) => `${path} has ${name}(), which no test names: add ${own}`);
  });
}
