/** Images that are there, and the paths of those that are not. */
export interface Present<T> {
  /** Those whose file is there, in their order. */
  readonly there: T[];
  /** The other paths. */
  readonly missing: string[];
}

/**
 * Parts images by whether their file is there. Each folder is listed once,
 * which for a hundred thousand images is far quicker than asking for each.
 */
export async function present<T extends { readonly path: string }>(
  images: readonly T[],
): Promise<Present<T>> {
  const folders = new Map<string, Set<string>>();
  const there: T[] = [];
  const missing: string[] = [];
  for (const image of images) {
    const slash = image.path.lastIndexOf("/");
    const folder = image.path.slice(0, slash);
    let names = folders.get(folder);
    if (names === undefined) folders.set(folder, names = await filesIn(folder));
    if (names.has(image.path.slice(slash + 1))) there.push(image);
    else missing.push(image.path);
  }
  return { there, missing };
}

async function filesIn(folder: string): Promise<Set<string>> {
  const names = new Set<string>();
  try {
    for await (const entry of Deno.readDir(folder)) {
      if (!entry.isDirectory) names.add(entry.name);
    }
  } catch (error) {
    // Missing, no folder, or no possible name: nothing is there.
    const denied = error instanceof Deno.errors.NotCapable ||
      error instanceof Deno.errors.PermissionDenied;
    if (denied) throw error;
  }
  return names;
}

/** What is said of images that a list names and that are not there; nothing if all are. */
export function missingNotice(
  list: string,
  missing: readonly string[],
): string[] {
  if (missing.length === 0) return [];
  const shown = missing.slice(0, 3).join(", ");
  return [
    `${list}: ${missing.length} ${
      missing.length === 1 ? "image is" : "images are"
    } not there and left out: ${shown}${missing.length > 3 ? ", ..." : ""}`,
  ];
}
