// What the program's end tells the shell.
export const EXIT = { done: 0, fault: 1, usage: 2 } as const;
