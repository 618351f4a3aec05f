import { rule } from "./place.ts";

/** An error's text is a clause: act, wish, fact, cure, and no full stop. */
export const noFullStopInErrors = rule(
  /^(?:lib|tasks)\//,
  (report, text) => ({
    NewExpression(node) {
      if (!/Error$|^Deno\.errors\./.test(text(node.callee))) return;
      const message = node.arguments[0];
      const end = message?.type === "Literal"
        ? String(message.value)
        : message?.type === "TemplateLiteral"
        ? message.quasis.at(-1)!.cooked
        : "";
      if (/(?<!\.\.)\.$/.test(end)) {
        report(message!, "No full stop at the end of an error's text");
      }
    },
  }),
);
