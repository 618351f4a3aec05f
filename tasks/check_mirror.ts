import { type Source, sources } from "./sources.ts";

/** Files of lib whose functions are public and have no test file of their own. */
export async function checkMirror(): Promise<string[]> {
  return mirrorFaults([
    ...await sources("lib", /\.ts$/),
    ...await sources("tests", /_test\.ts$/),
  ]);
}

/** lib/a/b.ts is tested by tests/a/b_test.ts; what no mod.ts exports is tested through those who use it. */
export function mirrorFaults(files: readonly Source[]): string[] {
  const paths = new Set(files.map(({ path }) => path));
  const shown = new Set(
    files.filter(({ path }) => /^lib\/.*mod\.ts$/.test(path))
      .flatMap(({ path, text }) =>
        [...text.matchAll(/^export .* from "(\.[^"]+)"/gm)].map(([, to]) =>
          new URL(to!, `file:///${path}`).pathname.slice(1)
        )
      ),
  );
  return files.filter(({ path, text }) =>
    shown.has(path) && !path.endsWith("/mod.ts") &&
    /^export (?:async )?function/m.test(text)
  ).map(({ path }) => [
    path,
    path.replace(/^lib/, "tests").replace(/\.ts$/, "_test.ts"),
  ]).filter(([, test]) => !paths.has(test!))
    .map(([path, test]) => `${path} has functions but no ${test}`);
}
