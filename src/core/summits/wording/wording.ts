// What a language file says: for each notion, the words that stand for it. The grammar knows notions only, never words.

export const NOTIONS = [
  // The event
  'summit',
  'meeting',
  'talks',
  'visit',
  'state_visit',
  'conference',
  'meal',
  // What is done about it
  'meet',
  'meet_now',
  'meet_past',
  'meet_will',
  'host_now',
  'host_past',
  'host_will',
  'visit_now',
  'visit_will',
  'arrive',
  'travel',
  'attend',
  'leave',
  'stay_away',
  'open',
  'gather',
  /** Hands, hugs, tables, walks: what shows two together. */
  'gesture',
  /** How long they sat: told when it is over. */
  'lasted',
  'end',
  'hold',
  'join',
  'invite',
  'propose',
  'agree',
  'plan',
  'announce',
  'schedule',
  'confirm',
  'accept',
  'may',
  'want',
  'ready',
  'expect',
  'will',
  'to_do',
  'cancel',
  'postpone',
  'deny',
  'refuse',
  'threaten',
  'doubt',
  'revive',
  'result',
  'deal',
  'fail',
  'praise',
  // How the clause stands
  'before',
  'after',
  'during',
  'at',
  'with',
  'amid',
  'as',
  'if',
  'not',
  'again',
  'first',
  'say',
  'tell',
  'discuss',
  'demand',
  // When
  'soon',
  'day',
  'month',
  'past_time',
  'this_year',
  'year_ago',
  // Kind of text
  'live',
  'analysis',
  'question',
  'list',
  'retro',
  'agenda',
  'market',
  'protest',
  'pictures',
  'digest',
  // Other things that look like it
  'phone',
  'letter',
  'video',
  'lower',
  'domestic',
  'business',
  'sport',
  'climate',
  'theme',
  'crime',
  'culture',
  'troops',
  'other_sense',
  'press',
  // Who
  'head',
  'leaders',
  'monarch',
  'sidelines',
  'spokes',
  'anonymous',
  'ministry',
  'former',
  'countries',
  'was',
] as const;

export type Notion = (typeof NOTIONS)[number];

/**
 * `word` a whole word, `word*` any ending, `*word` the end of a compound, several words a phrase.
 * `dates` names months and weekdays in order (Monday first).
 */
export type Wording = {
  readonly language: string;
  readonly words: Partial<Readonly<Record<Notion, readonly string[]>>>;
  readonly months: readonly string[];
  readonly weekdays: readonly string[];
  readonly today: readonly string[];
  readonly tomorrow: readonly string[];
  readonly comingDays: readonly string[];
  readonly nextWeek: readonly string[];
  readonly thisWeek: readonly string[];
  readonly nextMonth: readonly string[];
  readonly thisMonth: readonly string[];
  readonly weekend: readonly string[];
  /** "Within two weeks": the words before the number, the numbers from one on (`a|b` for one), the words for days and weeks. */
  readonly within: readonly string[];
  readonly numbers: readonly string[];
  readonly days: readonly string[];
  readonly weeks: readonly string[];
};
