import { denoJson } from "./child.ts";
import { sources } from "./sources.ts";

/** A comment as `deno doc --json` gives it. */
interface Comment {
  readonly doc?: string;
  readonly tags?: readonly {
    readonly kind: string;
    readonly name?: string;
    readonly doc?: string;
    readonly value?: string;
  }[];
}

interface Type {
  readonly repr?: string;
  readonly value?: { readonly typeParams?: readonly Type[] };
}

interface Parameter {
  readonly kind: string;
  readonly name?: string;
  readonly left?: Parameter;
  readonly arg?: Parameter;
}

/** One declaration of `deno doc --json`. */
export interface Declaration {
  readonly kind: string;
  readonly location: { readonly filename: string; readonly line: number };
  readonly jsDoc?: Comment;
  readonly def?: {
    readonly params?: readonly Parameter[];
    readonly returnType?: Type;
    readonly properties?: readonly { name: string; jsDoc?: Comment }[];
    readonly methods?: readonly { name: string; jsDoc?: Comment }[];
  };
}

/** A name that `deno doc --json` found, with its declarations. */
export interface Documented {
  readonly name: string;
  readonly declarations: readonly Declaration[];
}

/** Faults in the docstrings of what lib's folders export. */
export async function checkDocs(): Promise<string[]> {
  const folders = (await sources("lib", /^mod\.ts$/)).map(({ path }) => path);
  const { nodes } = await denoJson("doc", "--json", ...folders) as {
    nodes: Record<string, { module_doc?: Comment; symbols: Documented[] }>;
  };
  const faults = Object.entries(nodes).flatMap(([file, node]) => [
    ...node.module_doc?.doc
      ? []
      : [`${file.replace(/.*\/lib\//, "lib/")} has no docstring with @module`],
    ...node.symbols.flatMap(docFaults),
  ]);
  return [...new Set(faults)];
}

/** What the docstring of one exported name lacks. */
export function docFaults({ name, declarations }: Documented): string[] {
  const faults: string[] = [];
  for (const { kind, location, jsDoc, def = {} } of declarations) {
    if (kind === "reference") continue; // told where it is declared
    const file = location.filename.replace(/.*\/lib\//, "lib/");
    const say = (what: string) => faults.push(`${file} ${name}: ${what}`);
    if (!jsDoc?.doc?.trim()) say("no docstring");
    for (const member of [...def.properties ?? [], ...def.methods ?? []]) {
      if (!member.jsDoc?.doc?.trim() && !member.jsDoc?.tags?.length) {
        say(`no docstring for ${member.name}`);
      }
    }
    if (kind !== "function") continue;
    const tags = jsDoc?.tags ?? [];
    const told = tags.filter((tag) => tag.kind === "param" && tag.doc?.trim())
      .map((tag) => tag.name);
    const named = (def.params ?? []).map(nameOf);
    for (const parameter of named) {
      if (parameter && !told.includes(parameter)) say(`no @param ${parameter}`);
    }
    const others = told.filter((name) => !named.includes(name)).length;
    if (named.filter((name) => !name).length > others) {
      say("no @param for an argument that is taken apart");
    }
    if (
      !returnsNothing(def.returnType) &&
      !tags.some((tag) => tag.kind === "return" && tag.doc?.trim())
    ) say("no @returns");
    const examples = tags.filter((tag) => tag.kind === "example");
    if (!examples.some(({ doc }) => doc?.includes("```ts"))) {
      say("no @example that runs");
    } else if (examples.some(({ doc }) => /^\s*```/.test(doc ?? ""))) {
      say("an @example without a title");
    }
  }
  return faults;
}

function nameOf(parameter: Parameter): string | undefined {
  const inner = parameter.left ?? parameter.arg;
  return inner ? nameOf(inner) : parameter.name;
}

function returnsNothing(type: Type | undefined): boolean {
  if (!type || /^(?:void|never|undefined)$/.test(type.repr ?? "")) return true;
  return type.repr === "Promise" &&
    /^(?:void|never|undefined)$/.test(type.value?.typeParams?.[0]?.repr ?? "");
}
