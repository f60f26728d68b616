// Aggregators write `Headline - Publisher`. Where the entry names its publisher, the headline stands without it.

/** The headline without the publisher at its end; unchanged if something else ends it. */
export function withoutPublisher(title: string, publisher: string): string {
  const bare = title.trimEnd();
  if (!bare.toLowerCase().endsWith(publisher.toLowerCase())) return title;
  const rest = bare.slice(0, bare.length - publisher.length);
  const headline = /^(.*\S)\s+[-–—|·:]\s*$/su.exec(rest)?.[1];
  return headline ?? title;
}

/** A summary that only says headline and publisher again says nothing. */
export function isRepetition(summary: string, headline: string, publisher: string): boolean {
  const bare = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
  const said = bare(summary);
  return said === bare(headline) || said === bare(headline + publisher);
}
