/** What `deno task soak` keeps of one soak. */
export interface KeptSoak {
  readonly found: string;
  readonly faults: readonly string[];
  readonly seconds: number;
  readonly environment: {
    readonly date: string;
    readonly engine: string;
    readonly engineVersion: string;
    readonly cores: number;
  };
}

/** README's table of soaks: a line a soak. */
export function soaksTable(soaks: Readonly<Record<string, KeptSoak>>): string {
  return [
    "| soak | what was found | faults | took |",
    "| --- | --- | --- | --- |",
    ...Object.entries(soaks).map(([name, { found, faults, ...kept }]) => {
      const { date, engine, engineVersion, cores } = kept.environment;
      const took =
        `${kept.seconds} s, ${engine} ${engineVersion}, ${cores} cores, ${
          date.slice(0, 10)
        }`;
      const wrong = faults.join("; ") || "none";
      return `| ${[name, found, wrong, took].join(" | ")} |`;
    }),
  ].join("\n");
}
