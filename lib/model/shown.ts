/** Letters that an error shows of a value. */
const SHOWN = 200;
/** Levels and items that it shows, since JSON.stringify takes minutes for a value nested millions deep. */
const LEVELS = 3;
const ITEMS = 20;

/** The beginning of a value from a file, as JSON, for an error. */
export function shown(value: unknown): string {
  return (JSON.stringify(shallow(value, LEVELS)) ?? "nothing").slice(0, SHOWN);
}

function shallow(value: unknown, levels: number): unknown {
  if (typeof value === "string") return value.slice(0, SHOWN);
  if (typeof value !== "object" || value === null) return value;
  if (levels === 0) return "...";
  if (Array.isArray(value)) {
    return value.slice(0, ITEMS).map((item) => shallow(item, levels - 1));
  }
  return Object.fromEntries(
    Object.entries(value).slice(0, ITEMS)
      .map(([name, item]) => [name, shallow(item, levels - 1)]),
  );
}
