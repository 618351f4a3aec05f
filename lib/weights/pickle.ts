import { OPCODES } from "./pickle_opcodes.ts";
import { pickleCursor, plainValue } from "./pickle_plain.ts";
import { pickleStack } from "./pickle_stack.ts";
import {
  Aside,
  NumpyDtype,
  NumpyRef,
  PickleGlobal,
  type PickleValue,
} from "./pickle_value.ts";
import { BUILDERS, isKnownGlobal, storageOf } from "./torch_globals.ts";

/** Letters of a name that an error shows. */
const SHOWN = 100;
/** The most opcodes that are read: each can ask for a dict, and half a million labels take a fifth of it. */
const MOST = 1 << 22;

/**
 * Reads a pickle as torch.save writes it, or one of NumPy's arrays, and
 * executes nothing: every opcode is one of a short list, every name of
 * Python's one of another, and what a call would make is made by functions of
 * ours.
 *
 * @param bytes The pickle.
 * @param act What an error begins with.
 * @param cure What to save instead of a pickle that is refused.
 * @returns The value, its tensors described but not read.
 * @throws {TypeError} If an opcode or a name is not on its list; it is named.
 * @throws {SyntaxError} If the pickle is cut short or malformed.
 */
export function readPickle(
  bytes: Uint8Array<ArrayBuffer>,
  act: string,
  cure = "save the model's state_dict() alone and try again",
): PickleValue {
  const cursor = pickleCursor(bytes, malformed);
  const { take } = cursor;
  const memo = new Map<number, PickleValue>();
  let place = 0;
  const stack = pickleStack((fact) => malformed(`${fact} at byte ${place}`));
  const { push, pop, popped, top, unmark } = stack;

  for (let count = 0;; count++) {
    place = cursor.at();
    if (count === MOST) {
      throw new SyntaxError(
        `${act} as its pickle must have at most ${MOST} opcodes: it has more, save its lists as arrays (np.asarray)`,
      );
    }
    const opcode = take(1).getUint8(0);
    const name = OPCODES[opcode];
    if (name === undefined) {
      const hex = opcode.toString(16).padStart(2, "0");
      throw malformed(`opcode 0x${hex} at byte ${place} is none`);
    }
    switch (name) {
      case "PROTO": {
        const version = take(1).getUint8(0);
        if (version > 5) throw malformed(`protocol ${version} is unknown`);
        break;
      }
      case "FRAME":
        take(8);
        break;
      case "STOP":
        if (!stack.isWhole()) {
          throw malformed(`it ends at byte ${place} with values left over`);
        }
        return pop();
      case "MARK":
        stack.mark();
        break;
      case "POP":
        pop();
        break;
      case "TUPLE":
      case "LIST":
        push(unmark());
        break;
      case "TUPLE1":
        push([pop()]);
        break;
      case "TUPLE2":
        push(popped(2));
        break;
      case "TUPLE3":
        push(popped(3));
        break;
      case "APPEND": {
        const item = pop();
        stack.list().push(item);
        break;
      }
      case "APPENDS": {
        const items = unmark();
        const list = stack.list();
        for (const item of items) list.push(item);
        break;
      }
      case "SETITEM": {
        const [key, value] = popped(2);
        stack.dict().set(key!, value!);
        break;
      }
      case "SETITEMS": {
        const items = unmark();
        if (items.length % 2 !== 0) throw malformed("a key has no value");
        const dict = stack.dict();
        for (let i = 0; i < items.length; i += 2) {
          dict.set(items[i]!, items[i + 1]!);
        }
        break;
      }
      case "BINPUT":
        memo.set(take(1).getUint8(0), top());
        break;
      case "LONG_BINPUT":
        memo.set(take(4).getUint32(0, true), top());
        break;
      case "MEMOIZE":
        memo.set(memo.size, top());
        break;
      case "BINGET":
        recall(take(1).getUint8(0));
        break;
      case "LONG_BINGET":
        recall(take(4).getUint32(0, true));
        break;
      case "GLOBAL":
        global(`${cursor.line()}.${cursor.line()}`, name);
        break;
      case "STACK_GLOBAL": {
        const [module, attribute] = popped(2);
        if (typeof module !== "string" || typeof attribute !== "string") {
          throw malformed(`a name at byte ${place} is no text`);
        }
        global(`${module}.${attribute}`, name);
        break;
      }
      case "BINPERSID": {
        const storage = storageOf(pop());
        if (storage === undefined) {
          throw malformed(`BINPERSID at byte ${place} names no storage`);
        }
        push(storage);
        break;
      }
      case "REDUCE": {
        const [callee, args] = popped(2);
        const called = callee instanceof PickleGlobal ? callee.name : "a value";
        if (!Object.hasOwn(BUILDERS, called)) {
          throw refused(`calls ${called} (opcode REDUCE at byte ${place})`);
        }
        const made = Array.isArray(args) ? BUILDERS[called]!(args) : undefined;
        if (made === undefined) {
          throw malformed(
            `the arguments of ${called} at byte ${place} are not those that torch writes, or their tensor does not fit its storage`,
          );
        }
        push(made);
        break;
      }
      case "BUILD":
        build(pop());
        break;
      default: {
        const plain = plainValue(name, cursor);
        if (plain === undefined) {
          throw refused(`uses the opcode ${name} at byte ${place}`);
        }
        push(plain);
      }
    }
  }

  /** Fills a value of NumPy's; attributes of an OrderedDict, as torch's _metadata, are without use here. */
  function build(state: PickleValue): void {
    const value = top();
    if (value instanceof NumpyDtype || value instanceof NumpyRef) {
      if (value.fill(state)) return;
      throw malformed(
        `an array at byte ${place} is not as NumPy writes it, or its bytes do not fit its shape`,
      );
    }
    if (value instanceof Map || value instanceof Aside) return;
    throw refused(`fills a value (opcode BUILD at byte ${place})`);
  }

  function recall(index: number): void {
    const value = memo.get(index);
    if (value === undefined) {
      throw malformed(`nothing was kept as ${index}, at byte ${place}`);
    }
    push(value);
  }

  function global(full: string, opcode: string): void {
    if (!isKnownGlobal(full)) {
      throw refused(
        `names ${full.slice(0, SHOWN)} (opcode ${opcode} at byte ${place})`,
      );
    }
    push(new PickleGlobal(full));
  }

  function refused(fact: string): TypeError {
    return new TypeError(
      `${act} as its pickle must hold tensors and plain values alone: it ${fact}, nothing of it was run; ${cure}`,
    );
  }

  function malformed(fact: string): SyntaxError {
    return new SyntaxError(
      `${act} as its pickle must be whole: ${fact}, copy it again`,
    );
  }
}
