/**
 * The path of a file that a list names, below a folder; undefined where the
 * name is no path below it: absolute, with a part `..`, empty, or with a zero
 * byte. Both slashes part, so that lists written on Windows are read.
 */
export function pathInside(folder: string, name: string): string | undefined {
  if (/^(?:[/\\]|[a-z]:)|\0/i.test(name)) return undefined;
  const parts = name.split(/[/\\]/).filter((part) =>
    part !== "" && part !== "."
  );
  if (parts.length === 0 || parts.includes("..")) return undefined;
  return [folder, ...parts].join("/");
}
