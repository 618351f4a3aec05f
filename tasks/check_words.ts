import { type Source, sources } from "./sources.ts";

/** Hosts that pages of reference live on; the kit loads nothing from any host. */
const READ =
  /^(?:(?:export\.)?arxiv\.org|doi\.org|dx\.doi\.org|openreview\.net|github\.com|vega\.github\.io|www\.w3\.org|openaccess\.thecvf\.com|(?:www\.)?tensorflow\.org|pytorch\.org|docs\.pytorch\.org|json-schema\.org|docs\.deno\.com|clig\.dev|localhost|example\.(?:com|org)|127\.0\.0\.1)$/;

/** Texts that tie the project to one machine, or to hosts of packages. */
const TIED: readonly (readonly [RegExp, string])[] = [
  [/(?<![\w.~])\/(?:work|root|home)\/[\w.]/, "a path of one machine"],
  [/\b(?:npm|python|js|un)(?:js|hosted|delivr|pkg)\.\w/, "a host of packages"],
  [/\bpy[p]i\.\w+/, "a host of packages"],
  [/\bjsr[.]io\b/, "a host of packages"],
];

/** Addresses and paths that have no place in the project. */
export async function checkWords(): Promise<string[]> {
  return wordFaults(
    (await sources()).filter(({ path }) => path !== "tests/repo/words_test.ts"),
  );
}

/** The lines of files that name a host the kit does not know, or a place of one machine. */
export function wordFaults(files: readonly Source[]): string[] {
  const faults: string[] = [];
  for (const { path, text } of files) {
    for (const [index, line] of text.split("\n").entries()) {
      const say = (what: string) => faults.push(`${path}:${index + 1} ${what}`);
      for (const [pattern, what] of TIED) if (pattern.test(line)) say(what);
      for (const [, host] of line.matchAll(/\bhttps?:\/\/([\w.-]+)/g)) {
        if (!READ.test(host!)) say(`the host ${host}`);
      }
    }
  }
  return faults;
}
