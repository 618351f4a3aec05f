import type { PageCell, PagePart } from "../../plot/mod.ts";
import type { RunReport } from "./run_report.ts";

type Facts = Readonly<Record<string, string | number>>;

/** The recipes and environments of the runs, with what differs between them. */
export function settingParts(runs: readonly RunReport[]): PagePart[] {
  return [
    ...tables("recipe", "entry", runs, ({ record }) => record.recipe),
    ...tables("environment", "fact", runs, ({ record }) => record.environment),
  ];
}

function tables(
  what: string,
  first: string,
  runs: readonly RunReport[],
  facts: (run: RunReport) => Facts,
): PagePart[] {
  const held = runs.map(facts);
  const names = [...new Set(held.flatMap((one) => Object.keys(one)))];
  if (names.length === 0) return [];
  const differs = (name: string) =>
    new Set(held.map((one) => `${one[name] ?? "–"}`)).size > 1;
  const row = (name: string, mark: boolean): PageCell[] => [
    { text: name, marked: mark },
    ...held.map((one) => `${one[name] ?? "–"}`),
  ];
  const columns = [first, ...runs.map(({ name }) => name)];
  const table = {
    kind: "table",
    caption: `The whole ${what}`,
    columns,
    rows: names.map((name) => row(name, differs(name))),
    folded: true,
  } as const;
  if (runs.length === 1) return [table];
  const different = names.filter(differs);
  return [
    different.length === 0
      ? { kind: "text", text: `Nothing in the ${what} differs.` }
      : {
        kind: "table",
        caption: `What differs in the ${what}`,
        columns,
        rows: different.map((name) => row(name, false)),
      },
    table,
  ];
}
