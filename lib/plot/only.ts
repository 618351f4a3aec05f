/** The rows of one part of a chart's data, by their field "part". */
export function only(part: string, test = ""): readonly object[] {
  return [{ filter: `datum.part === '${part}'${test && ` && ${test}`}` }];
}
