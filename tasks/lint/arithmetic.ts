import { called, rule } from "./place.ts";

/** Slopes that are NaN or infinite somewhere live in lib/tensor, with the floor that cures them. */
export const dangerousArithmetic = rule(
  /^lib\/(?!tensor\/)/,
  (report) => ({
    CallExpression(node) {
      const name = called(node);
      const method = node.callee.type === "MemberExpression";
      if (method && (name === "norm" || name === "acos")) {
        report(
          node,
          `${name} has no finite gradient everywhere: use unit or angle of lib/tensor`,
        );
      }
      if (!method || name !== "log") return;
      const of = node.callee.type === "MemberExpression"
        ? [node.callee.object, ...node.arguments]
        : node.arguments;
      if (
        of.some((part) =>
          part.type === "CallExpression" && called(part) === "softmax"
        )
      ) report(node, "log of softmax underflows to -Infinity: use logSoftmax");
    },
  }),
);

const PADDED =
  /^(?:conv|depthwiseConv|separableConv|maxPool|avgPool|pool$|dilation|erosion)/;

/** "same" at stride 2 pads bottom and right, torch pads all round: padding is a number. */
export const paddingIsANumber = rule(/^lib\//, (report) => ({
  CallExpression(node) {
    if (!PADDED.test(called(node))) return;
    for (const argument of node.arguments) {
      if (argument.type === "Literal" && argument.value === "same") {
        report(argument, `Padding is a number: "same" is not what torch does`);
      }
    }
  },
  Property(node) {
    const key = node.key.type === "Identifier" ? node.key.name : "";
    if (
      /^pad(?:ding)?$/.test(key) && node.value.type === "Literal" &&
      node.value.value === "same"
    ) {
      report(node.value, `Padding is a number: "same" is not what torch does`);
    }
  },
}));
