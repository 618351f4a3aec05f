import type { LabEnvironment } from "./lab_environment.ts";

/** How JupyterLab is started. */
export interface LabPlan {
  /** The folder that it shows. */
  readonly folder: string;
  /** Where it listens, on this machine alone; the next free one if it is taken. */
  readonly port: number;
  /** Whether it opens the browser. */
  readonly browser: boolean;
  /**
   * A folder for all that it keeps between two starts: settings, open tabs,
   * what runs.
   *
   * @default {the user's own}
   */
  readonly home?: string;
  /** More of its own flags. @default {[]} */
  readonly flags?: readonly string[];
}

/** A program, and what it is given. */
export interface LabCommand {
  /** What is started. */
  readonly program: string;
  /** Its words. */
  readonly args: readonly string[];
  /** Variables of the environment beside those that are there. */
  readonly env: Readonly<Record<string, string>>;
}

/** The command that starts JupyterLab with the kit's kernel, for whoever opens the course and for those who try it. */
export function labCommand(
  { python, jupyterPath }: LabEnvironment,
  { folder, port, browser, home, flags = [] }: LabPlan,
): LabCommand {
  const others = Deno.env.get("JUPYTER_PATH");
  const between = Deno.build.os === "windows" ? ";" : ":";
  return {
    program: python,
    args: [
      ...["-m", "jupyterlab", `--ServerApp.port=${port}`],
      ...["--ServerApp.ip=127.0.0.1", `--ServerApp.root_dir=${folder}`],
      ...browser ? [] : ["--no-browser"],
      // In a container one often is root; it listens on this machine alone, behind a token.
      ...Deno.build.os !== "windows" && Deno.uid() === 0
        ? ["--allow-root"]
        : [],
      ...flags,
    ],
    env: {
      JUPYTER_PATH: others ? `${jupyterPath}${between}${others}` : jupyterPath,
      ...home === undefined ? {} : {
        JUPYTER_CONFIG_DIR: `${home}/config`,
        JUPYTER_DATA_DIR: `${home}/data`,
        JUPYTER_RUNTIME_DIR: `${home}/runtime`,
        JUPYTERLAB_SETTINGS_DIR: `${home}/settings`,
        JUPYTERLAB_WORKSPACES_DIR: `${home}/workspaces`,
      },
    },
  };
}
