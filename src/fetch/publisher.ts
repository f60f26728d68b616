// Aggregators write `Headline - Publisher`. Where the entry names its publisher, the headline stands without it.

/** The headline without the publisher at its end; unchanged if something else ends it. */
export function withoutPublisher(title: string, publisher: string): string {
  const bare = title.trimEnd();
  if (!bare.toLowerCase().endsWith(publisher.toLowerCase())) return title;
  const rest = bare.slice(0, bare.length - publisher.length);
  const headline = /^(.*\S)\s+[-–—|·:]\s*$/su.exec(rest)?.[1];
  return headline ?? title;
}
