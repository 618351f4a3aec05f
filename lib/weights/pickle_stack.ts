import type { PickleDict, PickleValue } from "./pickle_value.ts";

/** Values under way, and below them those of outer marks. */
export interface PickleStack {
  /** Puts a value on top. */
  push(value: PickleValue): void;
  /** Takes the top value off. */
  pop(): PickleValue;
  /** Takes the top values off, in the order they came. */
  popped(count: number): PickleValue[];
  /** The top value, which stays. */
  top(): PickleValue;
  /** Begins anew above a mark. */
  mark(): void;
  /** Takes off what has come since the last mark. */
  unmark(): PickleValue[];
  /** The list on top. */
  list(): PickleValue[];
  /** The dict on top. */
  dict(): PickleDict;
  /** Whether there is one value and no mark. */
  isWhole(): boolean;
}

/** An empty stack; `malformed` makes the error of what is missing. */
export function pickleStack(
  malformed: (fact: string) => Error,
): PickleStack {
  let stack: PickleValue[] = [];
  const outer: PickleValue[][] = [];
  const top = () => {
    const value = stack.at(-1);
    if (value === undefined) throw malformed("a value is missing");
    return value;
  };
  return {
    push: (value) => void stack.push(value),
    pop() {
      const value = top();
      stack.pop();
      return value;
    },
    popped(count) {
      if (stack.length < count) throw malformed("a value is missing");
      return stack.splice(stack.length - count);
    },
    top,
    mark() {
      outer.push(stack);
      stack = [];
    },
    unmark() {
      const items = stack;
      const before = outer.pop();
      if (before === undefined) throw malformed("a mark is missing");
      stack = before;
      return items;
    },
    list() {
      const list = top();
      if (!Array.isArray(list)) throw malformed("no list");
      return list;
    },
    dict() {
      const dict = top();
      if (!(dict instanceof Map)) throw malformed("no dict");
      return dict;
    },
    isWhole: () => stack.length === 1 && outer.length === 0,
  };
}
