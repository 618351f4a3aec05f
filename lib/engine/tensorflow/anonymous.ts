/** TensorFlow's word for a resource without a name: each has a place of its own. */
export const ANONYMOUS = "cd2c89b7-88b7-44c8-ad83-06c2a9158347";
