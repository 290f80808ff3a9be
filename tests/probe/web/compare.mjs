// Asks a compiled probe for the trace hash of each case; returns the names of those that differ from the native one.
export function compare(probe, cases) {
  const differing = [];
  for (const { name, experiment, expected } of cases) {
    const here = probe.trace_hash(experiment);
    if (here !== expected) differing.push(`${name}: native ${expected}, here ${here}`);
  }
  return differing;
}
