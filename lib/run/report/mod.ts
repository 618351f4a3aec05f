/**
 * Runs as a page: what each left in its folder and what its checkpoint makes
 * of the test pictures, gathered as plain data, then laid out.
 *
 * Nothing on the page names a place of the machine; pictures are on it only if
 * they were asked for.
 *
 * @module
 */
export * from "./examine_run.ts";
export * from "./report_page.ts";
export * from "./run_findings.ts";
export * from "./run_record.ts";
export * from "./run_report.ts";
export { withoutPaths } from "./without_paths.ts";
