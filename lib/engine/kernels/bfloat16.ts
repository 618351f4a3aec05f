let isOn = false;

/**
 * Whether the ops that kernels ask for will be rewritten in bfloat16: then
 * they go by TensorFlow's public names, which alone it rewrites, and products
 * are not taken apart and put together, for which 8 bits are too few.
 */
export function isBfloat16(): boolean {
  return isOn;
}

/** Calls `body`, in which {@linkcode isBfloat16} is true. */
export function inBfloat16<Result>(body: () => Result): Result {
  const before = isOn;
  isOn = true;
  try {
    return body();
  } finally {
    isOn = before;
  }
}
