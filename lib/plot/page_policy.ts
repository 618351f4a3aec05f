/** What a page may take from where, as Content-Security-Policy writes places. */
export interface PageSources {
  /** Whose scripts run: hashes of the page's own, or `'self'`. */
  readonly script: string;
  /**
   * Where styles come from.
   *
   * @default {"'unsafe-inline'"}
   */
  readonly style?: string;
  /**
   * Where pictures come from.
   *
   * @default {"data:"}
   */
  readonly image?: string;
  /**
   * Where fonts come from.
   *
   * @default {"'none'"}
   */
  readonly font?: string;
}

/**
 * The policy of a page that asks nobody for anything: what is not named is
 * forbidden, connections and forms above all. Styles may stand on the page
 * itself, as the charts' do.
 *
 * @param sources What it may take from where.
 * @returns The content of a `Content-Security-Policy`.
 *
 * @example A page with a folder of its own
 * ```ts
 * import { pagePolicy } from "@spherereid/kit/plot";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(
 *   pagePolicy({ script: "'self'" }),
 *   "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src data:; font-src 'none'; base-uri 'none'; form-action 'none'",
 * );
 * ```
 */
export function pagePolicy(sources: PageSources): string {
  const {
    script,
    style = "'unsafe-inline'",
    image = "data:",
    font = "'none'",
  } = sources;
  return [
    "default-src 'none'",
    `script-src ${script}`,
    `style-src ${style}`,
    `img-src ${image}`,
    `font-src ${font}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}
