// Headlines that say what kind of page this is rather than what happened: round-ups, live pages, market summaries.
// Likeness between two of them is likeness of the mould, so they neither join nor take anything in.

export type TemplateKind = 'round-up' | 'live page' | 'market summary' | 'rubric';

const MOULDS: readonly (readonly [TemplateKind, RegExp])[] = [
  [
    'live page',
    /(?:^|[-:|+ ])(?:live[- ]?ticker|newsblog|live-?blog)(?:$|[-:|+ ])|^(?:en direct|en vivo|en directo|in diretta|la diretta|na żywo|relacja na żywo|онлайн|наживо|пряма трансляція|прямая трансляция|текстова трансляція|текстовая трансляция)(?:\s?[:|.,]|\s[-–—])|[-–—:|,]\s?(?:en direct|en vivo|en directo|in diretta|minuto a minuto|minute par minute|на ?живо|текстова трансляція|текстовая трансляция)\s*$/iu,
  ],
  [
    'round-up',
    /^(?:presseschau|nachrichtenüberblick|das wichtigste (?:am|vom|des)|der tag im überblick|die nacht im überblick|revue de presse|l'essentiel de (?:l'actualité|la journée)|les infos à retenir|resumen de (?:noticias|la jornada)|las claves del día|rassegna stampa|le notizie (?:del giorno|di oggi)|przegląd prasy|najważniejsze (?:wydarzenia|informacje) dnia|дайджест|головне за (?:день|ніч|тиждень)|головні новини|підсумки (?:дня|тижня)|главное за (?:день|ночь|неделю)|главные новости|итоги (?:дня|недели)|обзор прессы|огляд преси)(?![\p{L}])/iu,
  ],
  [
    'live page',
    /^(?:live(?: blog| updates?| coverage| stream)?\s*[:|-]|as it happened\b)|(?:\blive(?: blog| updates?| coverage)|: live|- live|as it happened|(?:minute[- ]by[- ]minute))\s*$|\blive blog\b/i,
  ],
  [
    'market summary',
    /^(?:sector update|deals of the day|hot stocks|us hot stocks|stocks? to watch|market (?:wrap|snapshot|movers)|markets? (?:live|update|close)|business highlights|earnings (?:scheduled|calendar|roundup)|(?:morning|midday|afternoon|closing|evening) (?:market )?(?:call|bell|report))\b/i,
  ],
  [
    'round-up',
    /\b(?:round-?up|news in brief|in brief|news digest|daily digest|weekly digest|morning briefing|evening briefing|daily briefing|week in review|(?:week|day|month|year) in pictures|photos of the (?:day|week)|(?:top|best) stories (?:of|this)|today's (?:headlines|papers|top stories)|what to (?:watch|read) (?:today|this week)|(?:\d+|five|ten|three|six|seven) things (?:you (?:need|should) )?to know|what's news|newsletter)\b/i,
  ],
  [
    'rubric',
    /^(?:share this on|letters?(?: to the editor)?|corrections?|corrections and clarifications|obituar(?:y|ies)|horoscopes?|crossword|cartoon of the day|quote of the day|[^a-z]{0,6})\s*:?\s*$/i,
  ],
];

export function templateOf(title: string): TemplateKind | undefined {
  for (const [kind, mould] of MOULDS) if (mould.test(title)) return kind;
  return undefined;
}
