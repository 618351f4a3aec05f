import { denoJson } from "./child.ts";
import { type Source, sources } from "./sources.ts";

/** An interface of options as documented: its fields' `@default` tags, and what it extends. */
export interface Options {
  readonly name: string;
  readonly kin: readonly string[];
  readonly fields: Readonly<
    Record<string, { readonly optional: boolean; readonly tag?: string }>
  >;
}

/** A default that code gives to a field of options. */
interface Given {
  readonly options: string;
  readonly field: string;
  readonly value: string;
  readonly path: string;
}

/** Faults between the `@default` tags of lib's options and the defaults in its code. */
export async function checkDefaults(): Promise<string[]> {
  const files = await sources("lib", /\.ts$/);
  const { nodes } = await denoJson(
    "doc",
    "--json",
    ...files.map(({ path }) => path),
  ) as { nodes: Record<string, { symbols: Symbol[] }> };
  const options = Object.values(nodes).flatMap(({ symbols }) =>
    symbols.flatMap(optionsOf)
  );
  const once = new Map(options.map((one) => [one.name, one]));
  return defaultFaults([...once.values()], files);
}

interface Symbol {
  readonly name: string;
  readonly declarations: readonly {
    readonly kind: string;
    readonly def?: {
      readonly extends?: readonly { readonly repr?: string }[];
      readonly properties?: readonly {
        readonly name: string;
        readonly optional?: boolean;
        readonly jsDoc?: {
          readonly doc?: string;
          readonly tags?: readonly {
            readonly kind: string;
            readonly value?: string;
            readonly doc?: string;
          }[];
        };
      }[];
    };
  }[];
}

function optionsOf({ name, declarations }: Symbol): Options[] {
  const found = declarations.find(({ kind }) => kind === "interface");
  if (!found || !/Options$/.test(name)) return [];
  const fields = (found.def?.properties ?? []).map((property) => {
    const { doc = "", tags = [] } = property.jsDoc ?? {};
    const own = tags.find(({ kind }) => kind === "default");
    const inline = doc.match(/@default\s+\{(.*?)\}(?=\s|$)/s)?.[1];
    const tag = own?.value ?? own?.doc ?? inline;
    return [property.name, {
      optional: property.optional ?? false,
      ...tag === undefined ? {} : { tag: closed(tag) },
    }] as const;
  });
  return [{
    name,
    kin: (found.def?.extends ?? []).map(({ repr }) => repr ?? ""),
    fields: Object.fromEntries(fields),
  }];
}

/** A tag's value; of `{{}}` deno's parser leaves "{". */
function closed(tag: string): string {
  const open = tag.split("{").length - tag.split("}").length;
  return tag + "}".repeat(Math.max(0, open));
}

/** Tags without code, code without tags, and tags that say something else. */
export function defaultFaults(
  options: readonly Options[],
  files: readonly Source[],
): string[] {
  const byName = new Map(options.map((one) => [one.name, one]));
  const owner = (name: string, field: string): Options | undefined => {
    const one = byName.get(name);
    if (!one || field in one.fields) return one;
    return one.kin.map((kin) => owner(kin, field)).find(Boolean);
  };
  const faults: string[] = [];
  const met = new Set<string>();
  for (const { options, field, value, path } of files.flatMap(givenIn)) {
    const one = owner(options, field);
    const entry = one?.fields[field];
    if (!one || !entry) continue;
    met.add(`${one.name}.${field}`);
    if (entry.tag === undefined) {
      faults.push(
        `${path} gives ${options}.${field} the default ${value}: its docstring has no @default`,
      );
    } else if (isLiteral(value) && plain(entry.tag) !== plain(value)) {
      faults.push(
        `${path} gives ${options}.${field} the default ${value}: its docstring says @default {${entry.tag}}`,
      );
    }
  }
  /** Whether options that this one is handed on to have the same default. */
  const handedOn = (field: string, tag: string) =>
    options.some(({ name, fields }) =>
      met.has(`${name}.${field}`) &&
      plain(fields[field]?.tag ?? "") === plain(tag)
    );
  for (const { name, fields } of options) {
    for (const [field, { tag }] of Object.entries(fields)) {
      if (tag === undefined || tag === "undefined") continue;
      if (met.has(`${name}.${field}`) || handedOn(field, tag)) continue;
      faults.push(`${name}.${field} says @default {${tag}}: no code gives it`);
    }
  }
  return faults;
}

/**
 * The defaults in a file: `const { a = 1 } = options`, `{ a = 1 }: XOptions`,
 * `options.a ?? 1`, and `const DEFAULTS = { a: 1 }` beside a function that
 * takes such options.
 */
function givenIn({ path, text }: Source): Given[] {
  const found: Given[] = [];
  const constant = (value: string) =>
    text.match(
      new RegExp(`^(?:export )?const ${value}(?:: [^=]+)? = ([^;]+);`, "m"),
    )?.[1] ?? value;
  const take = (options: string, fields: string) => {
    for (const part of parts(fields)) {
      const [, field, value] = part.match(/^(\w+)(?:: \w+)?\s*=\s*(.+)$/s) ??
        [];
      if (!field || !value) continue;
      found.push({ options, field, value: resolved(value, constant), path });
    }
  };
  const whole = text.match(
    /^const DEFAULTS(?:: \S+)? = (?:Object\.freeze\()?\{/m,
  );
  const type = "(?:Readonly<)?(\\w*Options)\\b";
  for (const match of text.matchAll(new RegExp(`(\\w+)\\??: ${type}`, "g"))) {
    const [, name, options] = match;
    const rest = text.slice(match.index);
    if (whole) {
      const open = whole.index! + whole[0].length;
      const fields = text.slice(open, text.indexOf("\n}", open));
      take(options!, fields.replace(/^( {2}\w+): /gm, "$1 = "));
    }
    const end = rest.search(/^\}/m);
    const body = end < 0 ? rest : rest.slice(0, end);
    for (
      const { index } of body.matchAll(
        new RegExp(`\\}\\s*=\\s*${name}\\b`, "g"),
      )
    ) {
      take(options!, before(body, index));
    }
    const either = new RegExp(
      `\\b${name}\\??\\.(\\w+) \\?\\?\\s+([^;,)}\\n]+)`,
      "g",
    );
    for (const [, field, value] of body.matchAll(either)) {
      found.push({
        options: options!,
        field: field!,
        value: resolved(value!.trim(), constant),
        path,
      });
    }
  }
  for (const match of text.matchAll(new RegExp(`\\}: ${type}`, "g"))) {
    take(match[1]!, before(text, match.index));
  }
  return found;
}

function resolved(value: string, constant: (name: string) => string): string {
  return /^[A-Z][A-Z\d_]*$/.test(value) ? constant(value) : value;
}

/** What stands in the braces that close at an index. */
function before(text: string, close: number): string {
  let depth = 0;
  for (let at = close; at >= 0; at--) {
    if (text[at] === "}") depth++;
    if (text[at] === "{" && --depth === 0) return text.slice(at + 1, close);
  }
  return "";
}

/** A list cut at the commas that stand in no bracket. */
function parts(list: string): string[] {
  const found = [""];
  let depth = 0;
  for (const letter of list.replace(/\/\/.*$/gm, "")) {
    if ("([{".includes(letter)) depth++;
    if (")]}".includes(letter)) depth--;
    if (letter === "," && depth === 0) found.push("");
    else found[found.length - 1] += letter;
  }
  return found.map((part) => part.trim()).filter(Boolean);
}

function isLiteral(value: string): boolean {
  return /^(?:-?[\d.][\w.]*|"[^"]*"|true|false|null|undefined|\[[^a-z]*\]|\{\s*\}|Infinity)$/
    .test(value.trim());
}

function plain(value: string): string {
  const text = value.trim().replace(/\s+/g, "").replace(/,(?=[\]}])/g, "");
  return text !== "" && Number.isFinite(Number(text))
    ? `${Number(text)}`
    : text;
}
