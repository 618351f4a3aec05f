import { GRAPH_SYMBOLS } from "./graph_symbols.ts";
import { openDeep } from "./open_deep.ts";

/** A C string or any block of bytes that the callee only reads or fills. */
const BYTES = "buffer";
const HANDLE = "pointer";

/** The functions of TensorFlow's C API that the binding calls (`c_api.h`, `eager/c_api.h`, `tf_tensor.h`, `tf_tstring.h`). */
export const SYMBOLS = {
  ...GRAPH_SYMBOLS,

  TF_Version: { parameters: [], result: HANDLE },

  TF_NewStatus: { parameters: [], result: HANDLE },
  TF_DeleteStatus: { parameters: [HANDLE], result: "void" },
  TF_GetCode: { parameters: [HANDLE], result: "i32" },
  TF_Message: { parameters: [HANDLE], result: HANDLE },

  TFE_NewContextOptions: { parameters: [], result: HANDLE },
  TFE_DeleteContextOptions: { parameters: [HANDLE], result: "void" },
  TFE_ContextOptionsSetConfig: {
    parameters: [HANDLE, BYTES, "usize", HANDLE],
    result: "void",
  },
  TFE_NewContext: { parameters: [HANDLE, HANDLE], result: HANDLE },
  TFE_ContextListDevices: { parameters: [HANDLE, HANDLE], result: HANDLE },
  TF_DeleteDeviceList: { parameters: [HANDLE], result: "void" },
  TF_DeviceListCount: { parameters: [HANDLE], result: "i32" },
  TF_DeviceListName: { parameters: [HANDLE, "i32", HANDLE], result: HANDLE },
  TF_DeviceListType: { parameters: [HANDLE, "i32", HANDLE], result: HANDLE },

  TF_AllocateTensor: {
    parameters: ["i32", BYTES, "i32", "usize"],
    result: HANDLE,
  },
  TF_DeleteTensor: { parameters: [HANDLE], result: "void" },
  TF_TensorData: { parameters: [HANDLE], result: HANDLE },
  TF_TensorByteSize: { parameters: [HANDLE], result: "usize" },
  TF_TensorElementCount: { parameters: [HANDLE], result: "i64" },
  TF_StringInit: { parameters: [HANDLE], result: "void" },
  TF_StringCopy: { parameters: [HANDLE, BYTES, "usize"], result: "void" },
  TF_StringGetDataPointer: { parameters: [HANDLE], result: HANDLE },
  TF_StringGetSize: { parameters: [HANDLE], result: "usize" },

  TFE_NewTensorHandle: { parameters: [HANDLE, HANDLE], result: HANDLE },
  TFE_DeleteTensorHandle: { parameters: [HANDLE], result: "void" },
  TFE_TensorHandleDataType: { parameters: [HANDLE], result: "i32" },
  TFE_TensorHandleNumDims: { parameters: [HANDLE, HANDLE], result: "i32" },
  TFE_TensorHandleDim: { parameters: [HANDLE, "i32", HANDLE], result: "i64" },
  TFE_TensorHandleResolve: { parameters: [HANDLE, HANDLE], result: HANDLE },
  TFE_TensorHandleCopyToDevice: {
    parameters: [HANDLE, HANDLE, BYTES, HANDLE],
    result: HANDLE,
  },

  TFE_NewOp: { parameters: [HANDLE, BYTES, HANDLE], result: HANDLE },
  TFE_DeleteOp: { parameters: [HANDLE], result: "void" },
  TFE_OpAddInput: { parameters: [HANDLE, HANDLE, HANDLE], result: "void" },
  TFE_Execute: { parameters: [HANDLE, BYTES, BYTES, HANDLE], result: "void" },

  TFE_OpSetAttrString: {
    parameters: [HANDLE, BYTES, BYTES, "usize"],
    result: "void",
  },
  TFE_OpSetAttrStringList: {
    parameters: [HANDLE, BYTES, BYTES, BYTES, "i32"],
    result: "void",
  },
  TFE_OpSetAttrInt: { parameters: [HANDLE, BYTES, "i64"], result: "void" },
  TFE_OpSetAttrIntList: {
    parameters: [HANDLE, BYTES, BYTES, "i32"],
    result: "void",
  },
  TFE_OpSetAttrFloat: { parameters: [HANDLE, BYTES, "f32"], result: "void" },
  TFE_OpSetAttrFloatList: {
    parameters: [HANDLE, BYTES, BYTES, "i32"],
    result: "void",
  },
  TFE_OpSetAttrBool: { parameters: [HANDLE, BYTES, "u8"], result: "void" },
  TFE_OpSetAttrBoolList: {
    parameters: [HANDLE, BYTES, BYTES, "i32"],
    result: "void",
  },
  TFE_OpSetAttrType: { parameters: [HANDLE, BYTES, "i32"], result: "void" },
  TFE_OpSetAttrTypeList: {
    parameters: [HANDLE, BYTES, BYTES, "i32"],
    result: "void",
  },
  TFE_OpSetAttrShape: {
    parameters: [HANDLE, BYTES, BYTES, "i32", HANDLE],
    result: "void",
  },
  TFE_OpSetAttrShapeList: {
    parameters: [HANDLE, BYTES, BYTES, BYTES, "i32", HANDLE],
    result: "void",
  },
} as const satisfies Deno.ForeignLibraryInterface;

/** The C API of an opened libtensorflow. */
export type Api = Deno.DynamicLibrary<typeof SYMBOLS>["symbols"];

/**
 * Opens a libtensorflow. The library stays open as long as the process lives:
 * TensorFlow's threads do not survive an unload.
 *
 * @param path The `.so` file.
 * @returns Its functions.
 * @throws {TypeError} If the file is no library that can be loaded, or not TensorFlow's.
 */
export function openApi(path: string): Api {
  try {
    openDeep(path);
    return Deno.dlopen(path, SYMBOLS).symbols;
  } catch (error) {
    const fact = error instanceof Error ? error.message : String(error);
    throw new TypeError(
      `Cannot load ${
        JSON.stringify(path)
      } as it must be a libtensorflow_cc.so.2 of TensorFlow 2 for this machine (${fact}): run "deno task setup" or correct SPHEREREID_LIBTENSORFLOW`,
      { cause: error },
    );
  }
}
