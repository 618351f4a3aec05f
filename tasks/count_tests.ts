/** What a run of `deno test` came to. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** Tests that did not run, with the reason where one was printed. */
  readonly skipped: readonly string[];
}

/**
 * Counts the tests of what `deno test` printed: its closing lines, the tests
 * it calls ignored, and lines that begin with "skipped:". A run that ends with
 * an error and counts no failure (it did not compile) counts as one.
 */
export function countTests(printed: string, code: number): Counts {
  // deno-lint-ignore no-control-regex
  const plain = printed.replace(/\x1b\[[\d;]*m/g, "");
  let [passed, failed] = [0, 0];
  const closing =
    /^(?:ok|FAILED) \| (\d+) passed(?: \([^)]*\))? \| (\d+) failed/gm;
  for (const [, good, bad] of plain.matchAll(closing)) {
    passed += Number(good);
    failed += Number(bad);
  }
  if (code !== 0 && failed === 0) failed = 1;
  const skipped = new Set([
    ...[...plain.matchAll(/^(.+?) \.\.\. ignored\b.*$/gm)].map(([, name]) =>
      name!
    ),
    ...[...plain.matchAll(/^skipped: (.+)$/gm)].map(([, reason]) => reason!),
  ]);
  return { passed, failed, skipped: [...skipped] };
}
