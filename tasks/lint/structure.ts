import { place, rule } from "./place.ts";

/** At the top level functions are declared, so that a stack and a page of docs name them. */
export const noTopLevelArrow = rule(/^(?:lib|tasks)\//, (report) => ({
  VariableDeclarator(node) {
    const declared = node.parent.parent;
    const top = declared?.type === "Program" ||
      declared?.type === "ExportNamedDeclaration";
    if (
      top && (node.init?.type === "ArrowFunctionExpression" ||
        node.init?.type === "FunctionExpression")
    ) report(node, "A function at the top level is a function declaration");
  },
}));

/** Wrap, do not inherit; errors are the exception, since `instanceof` tells them apart. */
export const noInheritance = rule(
  /^(?:lib|tasks|tests)\//,
  (report, text) => {
    const check = (
      node: Deno.lint.ClassDeclaration | Deno.lint.ClassExpression,
    ) => {
      if (
        node.superClass &&
        !/Error$|^Deno\.errors\./.test(text(node.superClass))
      ) report(node.superClass, "No inheritance: wrap, or use a record");
    };
    return { ClassDeclaration: check, ClassExpression: check };
  },
);

/** `private` is erased by the compiler: `#name` is not. */
export const noPrivateKeyword = rule(/^(?:lib|tasks|tests)\//, (report) => {
  const check = (
    node: Deno.lint.Node & { accessibility?: string | undefined },
  ) => {
    if (
      node.accessibility === "private" || node.accessibility === "protected"
    ) report(node, `No ${node.accessibility}: use #name`);
  };
  return {
    MethodDefinition: check,
    PropertyDefinition: check,
    // Deno 2.9 gives these no accessibility, and they are more than types.
    TSParameterProperty: (node) => report(node, "No parameter properties"),
  };
});

/** lib runs where JSR cannot be reached, and where nobody asserts. */
export const noStdInLib = rule(/^lib\//, (report) => {
  const check = (
    node:
      | Deno.lint.ImportDeclaration
      | Deno.lint.ExportAllDeclaration
      | Deno.lint.ExportNamedDeclaration
      | Deno.lint.ImportExpression,
  ) => {
    if (
      node.source?.type === "Literal" &&
      /^(?:jsr:|@std\/)/.test(String(node.source.value))
    ) report(node, "lib imports nothing of JSR: only tests and tasks do");
  };
  return {
    ImportDeclaration: check,
    ExportAllDeclaration: check,
    ExportNamedDeclaration: check,
    ImportExpression: check,
  };
});

/** What is printed is the caller's choice. */
export const noConsoleInLib = rule(/^lib\//, (report) => ({
  MemberExpression(node) {
    if (node.object.type === "Identifier" && node.object.name === "console") {
      report(
        node,
        "lib prints nothing: return it, yield it or take a callback",
      );
    }
  },
}));

/** A file is named after its main symbol, in snake_case. */
export const plainFileName: Deno.lint.Rule = {
  create: (context) => ({
    Program(node) {
      const path = place(context.filename);
      if (!/^(?:lib|tasks|tests)\//.test(path)) return;
      const empty =
        /(?:^|[/_])(?:utils?|helpers?|common|manager|misc)(?:\.|\/|_)/;
      if (empty.test(path)) {
        context.report({ node, message: `The name of ${path} says nothing` });
      }
      const name = path.slice(path.lastIndexOf("/") + 1);
      if (!/^[a-z\d_.]+$/.test(name)) {
        context.report({ node, message: `${name} is not snake_case` });
      }
    },
  }),
};
