/**
 * A text without places of the machine that it was written on: of an absolute
 * path only the last name stays, so that a report can be given to others.
 *
 * In a command a path ends at the next flag; elsewhere it is taken to go on to
 * the end of the text, since a name may hold spaces.
 *
 * @param text A command line, a path, or a sentence.
 * @returns The same, each absolute path cut to its last name.
 *
 * @example A command
 * ```ts
 * import { withoutPaths } from "@spherereid/kit/run";
 * import { assertEquals } from "@std/assert";
 *
 * const command = "deno task train --data /srv/jane doe/Market-1501 --epochs 9 --out=/tmp/runs";
 * assertEquals(
 *   withoutPaths(command),
 *   "deno task train --data Market-1501 --epochs 9 --out=runs",
 * );
 * ```
 */
export function withoutPaths(text: string): string {
  return text.split(/(?= --?[a-z])/i).map((part) =>
    part.replace(
      /(^|[\s=:"'(])(?:file:\/\/|~?[/\\](?=[^\s/\\])|[a-z]:[/\\]|\\\\).*$/is,
      (path: string, before: string) =>
        before + lastName(path.slice(before.length)),
    )
  ).join("");
}

/** The last name of a path: that of a file or a folder. */
export function lastName(path: string): string {
  return path.trim().replace(/[/\\]+$/, "").replace(/^.*[/\\]/s, "");
}
