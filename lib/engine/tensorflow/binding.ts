import { ATTRIBUTE, type Attribute } from "./attribute.ts";
import { cString } from "./c_string.ts";
import { type Carriers, carriers } from "./carrier.ts";
import type { Context } from "./context.ts";
import { DTYPE } from "./dtype.ts";
import { handleTable } from "./handle_table.ts";
import { allocate, read, type Values } from "./host_tensor.ts";
import { newOp } from "./op.ts";
import { OPAQUE } from "./opaque.ts";
import { openRecorder, type Recorder } from "./recorder.ts";
import { check, text, withStatus } from "./status.ts";
import type { Api } from "./symbols.ts";

/** What tfjs learns of an op's output. */
export interface TensorMetadata {
  id: number;
  shape: number[];
  dtype: number;
}

/** What tfjs's kernels for the native engine ask of TensorFlow. */
export interface Binding extends Constants {
  createTensor(shape: readonly number[], dtype: number, values: Values): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): Values;
  executeOp(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly number[],
    outputs: number,
  ): TensorMetadata[];
  /** From now until {@linkcode Binding.stopRecording} ops are written down and not run. */
  startRecording(): Recorder;
  stopRecording(): void;
  /** The handle of a tensor. */
  handleOf(id: number): Deno.PointerValue;
  /** Where recorded steps keep a variable's value. */
  readonly carrierOf: Carriers;
  getNumOfTensors(): number;
  isUsingGpuDevice(): boolean;
  loadSavedModel(): never;
  deleteSavedModel(): never;
  runSavedModel(): never;
  getNumOfSavedModels(): number;
  readonly TF_Version: string;
}

type Constants = typeof CONSTANTS;

const CONSTANTS = {
  TF_FLOAT: DTYPE.float32,
  TF_INT32: DTYPE.int32,
  TF_INT64: DTYPE.int64,
  TF_BOOL: DTYPE.bool,
  TF_COMPLEX64: DTYPE.complex64,
  TF_STRING: DTYPE.string,
  TF_RESOURCE: DTYPE.resource,
  TF_UINT8: DTYPE.uint8,
  TF_ATTR_STRING: ATTRIBUTE.string,
  TF_ATTR_INT: ATTRIBUTE.int,
  TF_ATTR_FLOAT: ATTRIBUTE.float,
  TF_ATTR_BOOL: ATTRIBUTE.bool,
  TF_ATTR_TYPE: ATTRIBUTE.type,
  TF_ATTR_SHAPE: ATTRIBUTE.shape,
} as const;

/** What stays in host memory. */
const HOST: readonly number[] = [DTYPE.int32, DTYPE.string, DTYPE.resource];

/**
 * The interface through which tfjs's native kernels reach TensorFlow, over its C API.
 *
 * @param api The C API.
 * @param context Where ops run.
 * @returns The binding.
 */
export function createBinding(api: Api, context: Context): Binding {
  const handles = handleTable(api);
  let recorder: Recorder | undefined;

  function executeOp(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly number[],
    outputs: number,
  ): TensorMetadata[] {
    if (recorder) return recorder.executeOp(name, attributes, inputs, outputs);
    return withStatus(api, (status) => {
      const ins = inputs.map(handles.get);
      const made = execute(name, attributes, ins, outputs, status);
      const taken = made.map((handle, index) =>
        OPAQUE[name] === index ? handle : known(handle, status)
      );
      return handles.take(taken, status);
    });
  }

  /**
   * tfjs calls int64 and uint8 outputs int32 and would feed them to the next
   * op as such: so they become int32, here.
   */
  function known(
    handle: Deno.PointerValue,
    status: Deno.PointerValue,
  ): Deno.PointerValue {
    const dtype = api.TFE_TensorHandleDataType(handle);
    if (dtype !== DTYPE.int64 && dtype !== DTYPE.uint8) return handle;
    try {
      const to = { name: "DstT", type: ATTRIBUTE.type, value: DTYPE.int32 };
      return execute("Cast", [to], [handle], 1, status)[0]!;
    } finally {
      api.TFE_DeleteTensorHandle(handle);
    }
  }

  function execute(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly Deno.PointerValue[],
    outputs: number,
    status: Deno.PointerValue,
  ): Deno.PointerValue[] {
    const op = newOp(api, context, name, attributes, inputs, status);
    try {
      const made = new BigUint64Array(outputs);
      const count = Int32Array.of(outputs);
      api.TFE_Execute(op, made, count, status);
      check(api, status, `run "${name}"`);
      return Array.from(
        made.subarray(0, count[0]),
        (pointer) => Deno.UnsafePointer.create(pointer),
      );
    } finally {
      api.TFE_DeleteOp(op);
    }
  }

  function createTensor(
    shape: readonly number[],
    dtype: number,
    values: Values,
  ): number {
    const tensor = allocate(api, shape, dtype, values);
    try {
      return withStatus(api, (status) => {
        const handle = api.TFE_NewTensorHandle(tensor, status);
        check(api, status, "create a tensor");
        return handles.add(settled(handle, dtype, status));
      });
    } finally {
      api.TF_DeleteTensor(tensor);
    }
  }

  /**
   * The handle that stays. Strings are copied: those of a tensor that was
   * allocated here are freed with the `TF_Tensor`, not with its handle, and so
   * never if the handle is the last to hold them. Numbers go to the GPU where
   * there is one, int32 excepted: GPU kernels want shapes and axes on the host.
   */
  function settled(
    handle: Deno.PointerValue,
    dtype: number,
    status: Deno.PointerValue,
  ): Deno.PointerValue {
    const copied = dtype === DTYPE.string;
    const moved = context.gpu !== null && !HOST.includes(dtype);
    if (!copied && !moved) return handle;
    try {
      if (copied) return execute("DeepCopy", [], [handle], 1, status)[0]!;
      const there = api.TFE_TensorHandleCopyToDevice(
        handle,
        context.handle,
        cString(context.gpu!),
        status,
      );
      check(api, status, "move a tensor to the GPU");
      return there;
    } finally {
      api.TFE_DeleteTensorHandle(handle);
    }
  }

  function tensorDataSync(id: number): Values {
    recorder?.checkRead(id);
    const handle = handles.get(id);
    return withStatus(api, (status) => {
      const tensor = api.TFE_TensorHandleResolve(handle, status);
      check(api, status, "read a tensor");
      try {
        return read(api, tensor, api.TFE_TensorHandleDataType(handle));
      } finally {
        api.TF_DeleteTensor(tensor);
      }
    });
  }

  return {
    ...CONSTANTS,
    TF_Version: text(api.TF_Version()),
    createTensor,
    deleteTensor: handles.delete,
    tensorDataSync,
    executeOp,
    startRecording: () => recorder = openRecorder(api, context, handles),
    stopRecording: () => recorder = undefined,
    handleOf: handles.get,
    carrierOf: carriers(
      api,
      handles,
      (name, attributes, inputs, outputs) =>
        withStatus(
          api,
          (status) => execute(name, attributes, inputs, outputs, status),
        ),
    ),
    getNumOfTensors: handles.size,
    isUsingGpuDevice: () => context.gpu !== null,
    loadSavedModel: noSavedModel,
    deleteSavedModel: noSavedModel,
    runSavedModel: noSavedModel,
    getNumOfSavedModels: () => 0,
  };
}

function noSavedModel(): never {
  throw new Deno.errors.NotSupported(
    "Cannot use a SavedModel as this engine does not offer it: load a tfjs graph model instead",
  );
}
