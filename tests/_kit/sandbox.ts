/** A folder and variables of the environment that are put back after a test. */
export interface Sandbox extends AsyncDisposable {
  /** An empty folder. */
  readonly folder: string;
  /** Sets a variable; undefined takes it away. */
  set(variable: string, value: string | undefined): void;
  /** Writes a file below the folder and gives its path; executable if asked. */
  write(
    path: string,
    content: string | Uint8Array,
    executable?: boolean,
  ): Promise<string>;
}

/**
 * Opens a sandbox: `await using box = await sandbox()`.
 *
 * @returns The sandbox; its end removes the folder and puts the variables back.
 */
export async function sandbox(): Promise<Sandbox> {
  const folder = await Deno.makeTempDir();
  const before = new Map<string, string | undefined>();
  return {
    folder,
    set(variable, value) {
      if (!before.has(variable)) before.set(variable, Deno.env.get(variable));
      assign(variable, value);
    },
    async write(path, content, executable = false) {
      const file = `${folder}/${path}`;
      await Deno.mkdir(file.slice(0, file.lastIndexOf("/")), {
        recursive: true,
      });
      const bytes = typeof content === "string"
        ? new TextEncoder().encode(content)
        : content;
      await Deno.writeFile(file, bytes, { mode: executable ? 0o755 : 0o644 });
      return file;
    },
    async [Symbol.asyncDispose]() {
      for (const [variable, value] of before) assign(variable, value);
      await Deno.remove(folder, { recursive: true });
    },
  };
}

function assign(variable: string, value: string | undefined): void {
  if (value === undefined) Deno.env.delete(variable);
  else Deno.env.set(variable, value);
}
