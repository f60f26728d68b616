// What the commands answer, in English.
export const enAnswers = {} as const satisfies Readonly<Record<string, string>>;
