import { called, rule } from "./place.ts";

/** Math.random cannot be seeded: randomness is an argument. */
export const noMathRandom = rule(/^(?:lib|tasks)\//, (report) => ({
  MemberExpression(node) {
    if (
      node.object.type === "Identifier" && node.object.name === "Math" &&
      node.property.type === "Identifier" && node.property.name === "random"
    ) {
      report(node, "Math.random has no seed: take a Random as an argument");
    }
  },
}));

/** Which argument of each of tfjs's random functions is the seed, from 1. */
const SEED_AT: Readonly<Record<string, number>> = {
  dropout: 4,
  multinomial: 3,
  rand: Infinity,
  randomGamma: 5,
  randomNormal: 5,
  randomStandardNormal: 3,
  randomUniform: 5,
  randomUniformInt: 4,
  truncatedNormal: 5,
};

/** tfjs's random functions take a seed, last and easily forgotten. */
export const seededRandom = rule(/^lib\//, (report) => ({
  CallExpression(node) {
    const { callee } = node;
    if (
      callee.type !== "MemberExpression" ||
      callee.object.type !== "Identifier" || callee.object.name !== "tf"
    ) return;
    const seed = SEED_AT[called(node)];
    if (seed !== undefined && node.arguments.length < seed) {
      report(
        node,
        `tf.${called(node)} without a seed: give one, or use Random`,
      );
    }
  },
}));
