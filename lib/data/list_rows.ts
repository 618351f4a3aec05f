import { readList } from "./list_lines.ts";

/** The columns of a list of images; the first two must be there. */
const COLUMNS = ["path", "person", "camera", "split"] as const;

/** What an entry of a list tells; undefined where the list has no such column. */
export interface ListValues {
  readonly path: string;
  readonly person: string;
  readonly camera: string | undefined;
  readonly split: string | undefined;
}

/** An entry of a list, and where it stands: "line 3", "entry 2". */
export interface ListRow {
  readonly place: string;
  readonly values: ListValues;
}

/** The entries of a .csv or .json list, all with the same columns. */
export async function readListRows(path: string): Promise<ListRow[]> {
  const text = await readList(path);
  const rows = /\.json$/i.test(path)
    ? jsonRows(path, text)
    : await csvRows(path, text);
  if (rows.length > 0) return rows;
  throw new SyntaxError(
    `Cannot read "${path}" as it must list one image at least: it lists none, add them`,
  );
}

/** A line as the parser reads it. */
interface Read {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

async function csvRows(path: string, text: string): Promise<ListRow[]> {
  const { CsvError, parse } = await import("csv-parse/sync");
  let read: Read[];
  try {
    const options = { info: true, skip_empty_lines: true, trim: true };
    read = parse(text, options) as unknown[] as Read[]; // as `info` gives them
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const fault = /^CSV_RECORD_INCONSISTENT/.test(error.code)
      ? `have as many fields as the first line: it has ${
        (error.record as string[]).length
      }`
      : `be comma-separated values: ${error.message}`;
    throw new SyntaxError(
      `Cannot read "${path}" as line ${error.lines} must ${fault}, mend the line`,
    );
  }
  const [head, ...rest] = read;
  const names = head?.record ?? [];
  if (names.length === 1 && /[;\t]/.test(names[0]!)) {
    throw new SyntaxError(
      `Cannot read "${path}" as commas must part its fields: in the first line it is ${
        names[0]!.includes(";") ? "semicolons" : "tabs"
      }, save it with commas`,
    );
  }
  checkColumns(path, "the first line", names);
  return rest.map(({ record, info }) => ({
    place: `line ${info.lines}`,
    values: valuesOf((column) => record[names.indexOf(column)]),
  }));
}

function jsonRows(path: string, text: string): ListRow[] {
  let entries: unknown;
  try {
    entries = JSON.parse(text);
  } catch (error) {
    throw new SyntaxError(
      `Cannot read "${path}" as it must be JSON: ${
        (error as Error).message
      }, mend it`,
    );
  }
  if (!Array.isArray(entries)) {
    throw new SyntaxError(
      `Cannot read "${path}" as it must be a list of images, [{ "path": ..., "person": ... }]: it is ${
        JSON.stringify(entries).slice(0, 80)
      }, write it as a list`,
    );
  }
  let first: string | undefined;
  return entries.map((entry: unknown, index) => {
    const place = `entry ${index + 1}`;
    const known = typeof entry === "object" && entry !== null
      ? Object.entries(entry).filter(([name]) => isColumn(name))
      : [];
    checkColumns(path, place, known.map(([name]) => name));
    const columns = known.map(([name]) => name).sort().join(", ");
    first ??= columns;
    if (columns !== first) {
      throw new SyntaxError(
        `Cannot read "${path}" as ${place} must tell what entry 1 tells, ${first}: it tells ${columns}, make them alike`,
      );
    }
    for (const [name, value] of known) {
      if (typeof value === "string" || Number.isInteger(value)) continue;
      throw new SyntaxError(
        `Cannot read "${path}" as the ${name} of ${place} must be a text or a whole number: it is ${
          JSON.stringify(value).slice(0, 80)
        }, change it`,
      );
    }
    const values = new Map(known.map(([name, value]) => [name, `${value}`]));
    return { place, values: valuesOf((column) => values.get(column)?.trim()) };
  });
}

function valuesOf(
  read: (column: typeof COLUMNS[number]) => string | undefined,
): ListValues {
  return {
    path: read("path")!,
    person: read("person")!,
    camera: read("camera"),
    split: read("split"),
  };
}

function isColumn(name: string): boolean {
  return (COLUMNS as readonly string[]).includes(name);
}

/** Throws unless the columns that must be there are, each once. */
function checkColumns(
  path: string,
  place: string,
  names: readonly string[],
): void {
  const missing = ["path", "person"].filter((name) => !names.includes(name));
  const twice = COLUMNS.find((name) =>
    names.filter((other) => other === name).length > 1
  );
  if (missing.length === 0 && twice === undefined) return;
  throw new SyntaxError(
    `Cannot read "${path}" as ${place} must tell path and person, and may tell camera and split, each once: ${
      twice === undefined
        ? `${missing.join(" and ")} ${
          missing.length > 1 ? "are" : "is"
        } missing`
        : `${twice} is there twice`
    }, name the columns so`,
  );
}
