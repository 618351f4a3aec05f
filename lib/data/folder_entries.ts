/** What lies in a folder, each sorted by name. */
export interface FolderEntries {
  /** Files. */
  readonly files: readonly string[];
  /** Folders, and links to folders. */
  readonly folders: readonly string[];
}

/** What lies in the folder of a data set; a missing one is named. */
export async function folderEntries(root: string): Promise<FolderEntries> {
  const files: string[] = [];
  const folders: string[] = [];
  try {
    for await (const entry of Deno.readDir(root)) {
      const isFolder = entry.isSymlink
        ? await leadsToFolder(`${root}/${entry.name}`)
        : entry.isDirectory;
      (isFolder ? folders : files).push(entry.name);
    }
  } catch (error) {
    const gone = error instanceof Deno.errors.NotFound;
    if (!gone && !(error instanceof Deno.errors.NotADirectory)) throw error;
    throw new Deno.errors.NotFound(
      `Cannot read the data set "${root}" as it must be a folder: ${
        gone ? "there is none of that name" : "it is a file"
      }, check the path`,
    );
  }
  return { files: files.sort(), folders: folders.sort() };
}

async function leadsToFolder(link: string): Promise<boolean> {
  const found = await Deno.stat(link).catch(() => null);
  return found !== null && found.isDirectory;
}
