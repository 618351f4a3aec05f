import { runTask, type Task, type Values } from "./flags.ts";
import { labEnvironment } from "./notebooks/lab_environment.ts";
import { ROOT } from "./sources.ts";

const task = {
  name: "lab",
  summary:
    "Opens the course in JupyterLab, which it fetches with pip into the user's cache, once.",
  examples: ["deno task lab", "deno task lab --no-browser --port 9000"],
  flags: {
    browser: {
      group: "Lab",
      type: "boolean",
      default: true,
      help: "open it in the browser",
    },
    port: {
      group: "Lab",
      type: "integer",
      least: 1,
      most: 65535,
      default: 8888,
      help:
        "where it listens, on this machine alone; the next free one if it is taken",
    },
  },
  results:
    "JupyterLab lies in SPHEREREID_CACHE, or in spherereid below XDG_CACHE_HOME or ~/.cache; your own Jupyter and its kernels stay as they are. Ctrl-C ends it.",
} as const satisfies Task;

if (import.meta.main) await runTask(task, lab);

async function lab(
  { browser, port }: Values<typeof task>,
): Promise<number> {
  const { python, jupyterPath } = await labEnvironment((text) =>
    console.error(text)
  );
  const others = Deno.env.get("JUPYTER_PATH");
  const between = Deno.build.os === "windows" ? ";" : ":";
  const child = new Deno.Command(python, {
    args: [
      ...["-m", "jupyterlab", `--ServerApp.port=${port}`],
      ...["--ServerApp.ip=127.0.0.1", `--ServerApp.root_dir=${ROOT}notebooks`],
      ...browser ? [] : ["--no-browser"],
      // In a container one often is root; it listens on this machine alone, behind a token.
      ...Deno.build.os !== "windows" && Deno.uid() === 0
        ? ["--allow-root"]
        : [],
    ],
    env: {
      JUPYTER_PATH: others ? `${jupyterPath}${between}${others}` : jupyterPath,
    },
    stdin: "inherit",
    stdout: "inherit",
    stderr: "inherit",
  }).spawn();
  // Ctrl-C reaches the lab too, which asks or ends; this waits for it.
  Deno.addSignalListener("SIGINT", () => {});
  if (Deno.build.os !== "windows") {
    Deno.addSignalListener("SIGTERM", () => child.kill("SIGTERM"));
  }
  return (await child.status).code;
}
