/**
 * From files to batches: samples and splits of data sets, each known by its
 * shape (Market-1501, DukeMTMC-reID, MSMT17, CUHK03-NP, CUHK01, a folder per
 * person, a list), persons held out for validation, decoding and resizing,
 * variation, normalisation by an explicit input spec, batches made ahead of
 * the step, and a doctor that says what is wrong with a set.
 *
 * Nothing here fetches a data set of persons: their images are of real ones,
 * DukeMTMC was withdrawn by its authors in 2019, MSMT17's official link is
 * closed, and the others are given for research. MNIST's digits are nobody, and
 * come from npm.
 *
 * Resizing is the kit's own, since sharp enlarges with a shift that no net was
 * trained on (see {@linkcode resize}). So is the decoding of small plain JPEGs,
 * to the bits of sharp, which decodes all else: for a crop of a person its
 * set-up took four times the decoding. Where many images are read, threads of
 * the kit's own code read, decode, resize and vary them into shared memory.
 *
 * @module
 */
export * from "./augment.ts";
export * from "./batch.ts";
export type { CameraOptions } from "./camera_policy.ts";
export * from "./crop.ts";
export * from "./cuhk01.ts";
export * from "./cuhk03.ts";
export type * from "./dataset_options.ts";
export * from "./decode.ts";
export * from "./digit_batch.ts";
export * from "./doctor.ts";
export * from "./drawn/mod.ts";
export * from "./duke_mtmc.ts";
export * from "./flip.ts";
export * from "./image_list.ts";
export * from "./image_source.ts";
export * from "./input_spec.ts";
export * from "./list_pictures.ts";
export * from "./loader.ts";
export * from "./market1501.ts";
export * from "./mnist.ts";
export * from "./mnist_folder.ts";
export * from "./msmt17.ts";
export * from "./normalise.ts";
export * from "./npy.ts";
export * from "./numpy_values.ts";
export * from "./pad.ts";
export * from "./parse_name.ts";
export type { PartCounts } from "./part_counts.ts";
export * from "./person_folders.ts";
export type {
  CountRow,
  Part,
  Published,
  PublishedCounts,
} from "./published.ts";
export * from "./random_erase.ts";
export * from "./read_dataset.ts";
export * from "./read_images.ts";
export * from "./relabel.ts";
export * from "./resize.ts";
export * from "./row_major.ts";
export * from "./sample.ts";
export * from "./validation.ts";
export * from "./vector_rows.ts";
