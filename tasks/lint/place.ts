/** The path of a file inside this project, "" if it lies elsewhere. */
export function place(filename: string): string {
  const root = new URL("../..", import.meta.url).pathname;
  const path = filename.replace(/^file:\/\//, "");
  return path.startsWith(root) ? path.slice(root.length) : "";
}

/** A rule that looks at some places only; the visitor gets a function that reports. */
export function rule(
  where: RegExp,
  visitor: (
    report: (node: Deno.lint.Node, message: string) => void,
    text: (node: Deno.lint.Node) => string,
  ) => Deno.lint.LintVisitor,
): Deno.lint.Rule {
  return {
    create: (context) =>
      where.test(place(context.filename))
        ? visitor(
          (node, message) => context.report({ node, message }),
          (node) => context.sourceCode.getText(node),
        )
        : {},
  };
}

/** The name of the function or method that is called: `conv2d` of `tf.conv2d(x)`. */
export function called(node: Deno.lint.CallExpression): string {
  const { callee } = node;
  if (callee.type === "Identifier") return callee.name;
  if (callee.type !== "MemberExpression") return "";
  return callee.property.type === "Identifier" ? callee.property.name : "";
}
