/**
 * Flags for tasks, declared as data: one declaration gives the parsing, the
 * types, the help and the errors. After clig.dev's habits: help shows an
 * example first and goes to stdout, an unknown flag names the nearest, wrong
 * usage ends with code 2, results go to stdout and talk to stderr.
 *
 * ```ts
 * const task = {
 *   name: "draw",
 *   summary: "Writes a set of drawn pedestrians.",
 *   examples: ["deno task draw --persons 100"],
 *   flags: {
 *     out: { group: "Set", type: "string", placeholder: "DIR", default: "drawn", help: "folder to write" },
 *     persons: { group: "Set", type: "integer", least: 2, default: 100, help: "number of persons" },
 *   },
 *   results: "DIR holds bounding_box_train, query and bounding_box_test.",
 * } as const satisfies Task;
 *
 * if (import.meta.main) await runTask(task, (flags) => draw(flags.out, flags.persons));
 * ```
 *
 * @module
 */
export * from "./flags/help.ts";
export * from "./flags/nearest.ts";
export * from "./flags/read_flags.ts";
export * from "./flags/run_task.ts";
export * from "./flags/task.ts";
export * from "./flags/usage_error.ts";
