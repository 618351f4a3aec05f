/** One text file of the project; its path is relative to the root. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** The root of this project. */
export const ROOT = new URL("..", import.meta.url).pathname;

/** Folders that are made, not written. */
const MADE =
  /^(?:\.git|\.cache|runs|drawn|book|coverage)$|(?:^|\/)node_modules$/;

/** Every text file below a folder of the project, in order of path. */
export async function sources(
  folder = "",
  names =
    /\.(?:ts|json|jsonc|md|py|sh|ipynb|yml)$|^(?:run|LICENSE|\.gitignore)$/,
  root = ROOT,
): Promise<Source[]> {
  const found: Source[] = [];
  const entries = await Array.fromAsync(Deno.readDir(root + folder));
  entries.sort((a, b) => a.name < b.name ? -1 : 1);
  for (const { name, isDirectory, isFile } of entries) {
    const path = folder ? `${folder}/${name}` : name;
    if (isDirectory && !MADE.test(path)) {
      found.push(...await sources(path, names, root));
    } else if (isFile && names.test(name)) {
      found.push({ path, text: await Deno.readTextFile(root + path) });
    }
  }
  return found;
}
