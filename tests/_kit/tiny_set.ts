/** Eight drawn persons to train on, six pictures of each, and three to judge by: the smallest set that a run takes. */
export const TINY_SET = {
  persons: 8,
  testPersons: 3,
  camerasPerPerson: 3,
  imagesPerCamera: 2,
  distractors: 2,
  junk: 2,
  height: 64,
  width: 32,
} as const;
