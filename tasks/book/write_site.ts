import type { Site } from "./site.ts";

/** Names every file of a site that was written here, so that only those are ever replaced. */
const LIST = "files.json";

/**
 * Writes a site into a folder, whole or not at all: it is built beside it, and
 * put in its place at the end. An earlier site there is replaced.
 *
 * @throws {Deno.errors.AlreadyExists} If the folder holds what no earlier site brought.
 * @throws {Error} If the disk is full, or whatever the system reports.
 */
export async function writeSite(folder: string, site: Site): Promise<void> {
  const target = folder.replace(/(?<=.)[/\\]+$/, "");
  await refuseOthers(target);
  const fresh = `${target}.new.tmp`;
  const old = `${target}.old.tmp`;
  await remove(fresh);
  try {
    const files = new Map(site);
    files.set(LIST, `${JSON.stringify([...site.keys()], null, 1)}\n`);
    for (const [path, content] of files) {
      const file = `${fresh}/${path}`;
      await Deno.mkdir(file.slice(0, file.lastIndexOf("/")), {
        recursive: true,
      });
      await (typeof content === "string"
        ? Deno.writeTextFile(file, content)
        : Deno.writeFile(file, content));
    }
    await remove(old);
    const replaces = await isThere(target);
    if (replaces) await Deno.rename(target, old);
    try {
      await Deno.rename(fresh, target);
    } catch (error) {
      if (replaces) await Deno.rename(old, target);
      throw error;
    }
  } catch (error) {
    await remove(fresh).catch(() => {});
    throw failed(target, error as Error);
  }
  await remove(old);
}

/** The system's error, with what was wished and what can be done. */
function failed(folder: string, cause: Error): Error {
  const [fact] = cause.message.split(/: (?=\w+ ['"])/);
  const Kind = cause.constructor as ErrorConstructor;
  return new Kind(
    `Cannot write the book into "${folder}" as ${
      fact!.charAt(0).toLowerCase()
    }${fact!.slice(1)}: mend that, or choose another place by --out`,
    { cause },
  );
}

/** Refuses a place that is no folder, or that holds what is not on the list of an earlier site. */
async function refuseOthers(folder: string): Promise<void> {
  if (!await isThere(folder)) return;
  const say = (fact: string) =>
    new Deno.errors.AlreadyExists(
      `Cannot write the book into "${folder}" as it must be empty or an earlier book: ${fact}, choose another place by --out`,
    );
  if (!(await Deno.stat(folder)).isDirectory) throw say("it is a file");
  const held = await filesBelow(folder);
  const known = new Set(held.includes(LIST) ? await listed(folder) : []);
  const other = held.find((path) => path !== LIST && !known.has(path));
  if (other !== undefined) throw say(`it holds ${other}`);
}

async function listed(folder: string): Promise<string[]> {
  try {
    return JSON.parse(await Deno.readTextFile(`${folder}/${LIST}`));
  } catch {
    return []; // some other list
  }
}

async function filesBelow(folder: string, within = ""): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder + within)) {
    const path = `${within}/${name}`;
    if (isDirectory) found.push(...await filesBelow(folder, path));
    else found.push(path.slice(1));
  }
  return found.sort();
}

async function isThere(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

async function remove(path: string): Promise<void> {
  if (await isThere(path)) await Deno.remove(path, { recursive: true });
}
