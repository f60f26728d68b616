// The words a language brings along for comparing news.

export type Language = {
  readonly code: string;
  /** Words that tell nothing of what a text is about. */
  readonly stopWords: ReadonlySet<string>;
  /** The part of a word that its forms share; takes and gives lower case. */
  readonly stem: (word: string) => string;
  /** Words written for another one (a country's people for the country), both lower case. */
  readonly sameAs: ReadonlyMap<string, string>;
  /** Days of the week in the forms that news uses: two accounts of one event name the same. */
  readonly days: ReadonlySet<string>;
  /** Words of a headline by which it tells of an answer to news, or of what came after it. */
  readonly turns?: ReadonlySet<string>;
  /** Small words inside long names (Bank of America), and short names known beforehand with the long ones. */
  readonly nameLinks?: ReadonlySet<string>;
  readonly shortNames?: ReadonlyMap<string, readonly string[]>;
  /** Stems that turn up in news of every kind, and the share of stories that use each. */
  readonly common?: ReadonlyMap<string, number>;
};

/** Words in one string, as word lists are easiest to read. */
export function wordSet(...lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.join(' ').split(' '));
}

/** `to: from from …` lines. */
export function wordMap(...lines: readonly string[]): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  for (const line of lines) {
    const [to = '', froms = ''] = line.split(': ');
    for (const from of froms.split(' ')) map.set(from, to);
  }
  return map;
}

/** `short: the words of the long name` lines. */
export function nameMap(...lines: readonly string[]): ReadonlyMap<string, readonly string[]> {
  return new Map(
    lines.map((line) => {
      const [short = '', long = ''] = line.split(': ');
      return [short, long.split(' ')];
    }),
  );
}

/** Bands of equally common stems: in band n a stem is used by one of 2^(n/2) stories. */
export function commonStems(bands: Readonly<Record<string, string>>): ReadonlyMap<string, number> {
  const shares = new Map<string, number>();
  for (const [band, stems] of Object.entries(bands)) {
    for (const stem of stems.split(' ')) shares.set(stem, 2 ** (-Number(band) / 2));
  }
  return shares;
}
