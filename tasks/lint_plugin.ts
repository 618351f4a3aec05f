/**
 * The style rules that a machine can check, as a plugin of `deno lint`. Each
 * says in its own file where it holds and why.
 *
 * @module
 */
import { dangerousArithmetic, paddingIsANumber } from "./lint/arithmetic.ts";
import { noFullStopInErrors } from "./lint/messages.ts";
import { noMathRandom, seededRandom } from "./lint/randomness.ts";
import {
  noConsoleInLib,
  noInheritance,
  noPrivateKeyword,
  noStdInLib,
  noTopLevelArrow,
  plainFileName,
} from "./lint/structure.ts";

const plugin: Deno.lint.Plugin = {
  name: "kit",
  rules: {
    "dangerous-arithmetic": dangerousArithmetic,
    "no-console-in-lib": noConsoleInLib,
    "no-full-stop-in-errors": noFullStopInErrors,
    "no-inheritance": noInheritance,
    "no-math-random": noMathRandom,
    "no-private-keyword": noPrivateKeyword,
    "no-std-in-lib": noStdInLib,
    "no-top-level-arrow": noTopLevelArrow,
    "padding-is-a-number": paddingIsANumber,
    "plain-file-name": plainFileName,
    "seeded-random": seededRandom,
  },
};

export default plugin;
