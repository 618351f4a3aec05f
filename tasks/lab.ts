import { runTask, type Task, type Values } from "./flags.ts";
import { labEnvironment } from "./notebooks/lab_environment.ts";
import { labCommand } from "./notebooks/lab_server.ts";
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
  const environment = await labEnvironment((text) => console.error(text));
  const { program, args, env } = labCommand(environment, {
    folder: `${ROOT}notebooks`,
    port,
    browser,
  });
  const child = new Deno.Command(program, {
    args: [...args],
    env: { ...env },
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
