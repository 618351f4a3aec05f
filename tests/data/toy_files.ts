/** Writes files below a new folder, path -> text, and gives the folder. */
export async function toyFiles(
  files: Readonly<Record<string, string>>,
  name = "toy",
): Promise<string> {
  const root = `${await Deno.makeTempDir()}/${name}`;
  await Deno.mkdir(root);
  for (const [path, text] of Object.entries(files)) {
    const inner = `${root}/${path}`;
    await Deno.mkdir(inner.slice(0, inner.lastIndexOf("/")), {
      recursive: true,
    });
    await Deno.writeTextFile(inner, text);
  }
  return root;
}

/** Empty files of these paths. */
export function empty(...paths: string[]): Record<string, string> {
  return Object.fromEntries(paths.map((path) => [path, ""]));
}
