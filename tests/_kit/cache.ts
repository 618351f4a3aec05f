/** Gives a test file a cache of its own for drawn pictures, where the kit looks for one. */
export function ownDrawings(): void {
  const before = Deno.env.get("SPHEREREID_CACHE");
  const cache = Deno.makeTempDirSync({ prefix: "spherereid-test-" });
  const shared = libraryCache();
  for (const entry of shared ? Deno.readDirSync(shared) : []) {
    if (entry.name.startsWith("libtensorflow")) {
      Deno.symlinkSync(`${shared}/${entry.name}`, `${cache}/${entry.name}`);
    }
  }
  Deno.env.set("SPHEREREID_CACHE", cache);
  globalThis.addEventListener("unload", () => {
    // Test files share one environment.
    if (before === undefined) Deno.env.delete("SPHEREREID_CACHE");
    else Deno.env.set("SPHEREREID_CACHE", before);
    Deno.removeSync(cache, { recursive: true });
  });
}

function libraryCache(): string | undefined {
  const folder = Deno.env.get("SPHEREREID_CACHE") ??
    (Deno.env.get("XDG_CACHE_HOME")
      ? `${Deno.env.get("XDG_CACHE_HOME")}/spherereid`
      : `${Deno.env.get("HOME")}/.cache/spherereid`);
  try {
    Deno.statSync(folder);
    return folder;
  } catch {
    return undefined;
  }
}
