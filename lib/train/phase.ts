import type * as tf from "@tensorflow/tfjs";
import { compile } from "../engine/mod.ts";
import type { Tensors } from "../model/mod.ts";
import { type Movement, movementOf } from "./group.ts";
import type { Learner } from "./learner.ts";
import type { StepParts } from "./step.ts";
import {
  addGradients,
  move,
  pass,
  type PassInput,
  shareGradients,
} from "./update.ts";

/** The updates of a run, whose recordings change where a group of parameters begins to move. */
export function createPhases(
  parts: StepParts,
  learner: Learner,
  how: Parameters<typeof compile>[1],
) {
  let current: { key: string; phase: Phase } | undefined;
  return {
    /** What an update is made of. */
    async at(step: number): Promise<Phase> {
      const movement = movementOf(learner, parts.groups, step);
      if (current?.key !== movement.key) {
        await current?.phase.dispose();
        const phase = phaseOf(parts, learner, movement, how);
        current = { key: movement.key, phase };
      }
      return current.phase;
    },
    /** Frees what was recorded. */
    async dispose(): Promise<void> {
      await current?.phase.dispose();
      current = undefined;
    },
  };
}

type Phase = ReturnType<typeof phaseOf>;

function phaseOf(
  parts: StepParts,
  learner: Learner,
  { names: groups, isResting }: Movement,
  how: Parameters<typeof compile>[1],
) {
  const { model, restingModel = model } = parts;
  const those = { ...parts, model: isResting ? restingModel : model };
  const names = Object.values(groups).flat();
  /** The whole of an update of one batch. */
  const whole = compile(
    (input: PassInput, scalars: Readonly<Record<string, Tensors>>) => {
      const { gradients, report } = pass(those, learner, names, input);
      move(those, learner, groups, gradients, scalars);
      return report;
    },
    how,
  );
  /** One of several batches. */
  const gather = compile((input: PassInput, before: Tensors) => {
    const { gradients, report } = pass(those, learner, names, input);
    return { sums: addGradients(before, gradients), report };
  }, how);
  /** What follows the last of them. */
  const finish = compile(
    (
      sums: Tensors,
      share: tf.Scalar,
      scalars: Readonly<Record<string, Tensors>>,
    ) => move(those, learner, groups, shareGradients(sums, share), scalars),
    how,
  );
  return {
    whole,
    gather,
    finish,
    async dispose() {
      await Promise.all([whole.dispose(), gather.dispose(), finish.dispose()]);
    },
  };
}
