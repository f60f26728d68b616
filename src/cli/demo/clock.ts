// The demo's clock: every stretch between two pieces of news takes equally long, so that quiet days pass quickly and busy hours can be read.

/** `marks` are instants in order; from one to the next takes `pace` ms of real time. After the last it runs on at the speed of the last stretch. */
export function createDemoClock(marks: readonly number[], pace: number, real: () => number): () => number {
  const began = real();
  return () => {
    const passed = (real() - began) / pace;
    const stretch = Math.min(Math.floor(passed), marks.length - 2);
    const from = marks[stretch] ?? 0;
    const to = marks[stretch + 1] ?? from;
    return Math.round(from + (to - from) * (passed - stretch));
  };
}
